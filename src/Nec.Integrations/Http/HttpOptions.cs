using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Http;

/// <summary>How we behave towards every outside system (section <c>Http</c>).</summary>
public sealed record HttpOptions
{
    /// <summary>Where a webmaster may ask who we are: an address or a page, shown in our User-Agent; none when empty.</summary>
    [RegularExpression(@"[\x21-\x27\x2A-\x7E]*", ErrorMessage = "Http:Contact must be an e-mail address or a web address without spaces or brackets.")]
    public string Contact { get; init; } = "";

    /// <summary>Requests a second to one host; 0 is unlimited, for the simulated outside only.</summary>
    [Range(0, 1000, ErrorMessage = "Http:PerHostPerSecond must lie between 0 (unlimited) and 1000.")]
    public double PerHostPerSecond { get; init; } = 1;

    /// <summary>Seconds that one try may take, its body included.</summary>
    [Range(1, 300, ErrorMessage = "Http:TimeoutSeconds must lie between 1 and 300.")]
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Tries after the first.</summary>
    [Range(0, 5, ErrorMessage = "Http:Retries must lie between 0 and 5.")]
    public int Retries { get; init; } = 2;

    /// <summary>Seconds before the second try; later ones wait longer, all of them jittered.</summary>
    [Range(0, 60, ErrorMessage = "Http:RetrySeconds must lie between 0 and 60.")]
    public double RetrySeconds { get; init; } = 2;

    /// <summary>Bytes that a body may have once unpacked.</summary>
    [Range(1024, 100_000_000, ErrorMessage = "Http:MaxBodyBytes must lie between 1024 and 100000000.")]
    public int MaxBodyBytes { get; init; } = 5_000_000;

    /// <summary>Hosts that may have a private address: a staging copy, a simulated outside.</summary>
    public IReadOnlyList<string> AllowedPrivateHosts { get; init; } = [];

    /// <summary>The proxy through which everything goes; none when empty. It resolves names itself, so our address guard then sees only addresses written as numbers.</summary>
    [RegularExpression("https?://.+", ErrorMessage = "Http:Proxy must begin with http:// or https://.")]
    public string? Proxy { get; init; }
}
