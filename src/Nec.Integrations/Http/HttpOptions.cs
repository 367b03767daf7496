using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Nec.Integrations.Http;

/// <summary>How we behave towards every outside system (section <c>Http</c>).</summary>
public sealed record HttpOptions : IValidatableObject
{
    /// <summary>Where a webmaster may ask who we are: an address or a page, shown in our User-Agent; none when empty.</summary>
    [RegularExpression(@"[\x21-\x27\x2A-\x7E]*", ErrorMessage = "Http:Contact must be an e-mail address or a web address without spaces or brackets.")]
    public string Contact { get; init; } = "";

    /// <summary>Requests a second to one host; 0 is unlimited, for the simulated outside only: then nothing is held back, by no host's own pace either.</summary>
    [Range(0, 1000, ErrorMessage = "Http:PerHostPerSecond must lie between 0 (unlimited) and 1000.")]
    public double PerHostPerSecond { get; init; } = 1;

    /// <summary>Requests under way to one host at once.</summary>
    [Range(1, 100, ErrorMessage = "Http:PerHostConcurrency must lie between 1 and 100.")]
    public int PerHostConcurrency { get; init; } = 2;

    /// <summary>Hosts that are asked at another pace.</summary>
    public IReadOnlyDictionary<string, HostOptions> Hosts { get; init; } = new Dictionary<string, HostOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Seconds until a connection must stand, its name looked up included.</summary>
    [Range(1, 300, ErrorMessage = "Http:ConnectSeconds must lie between 1 and 300.")]
    public int ConnectSeconds { get; init; } = 10;

    /// <summary>Seconds until an answer must begin, connecting included.</summary>
    [Range(1, 300, ErrorMessage = "Http:HeaderSeconds must lie between 1 and 300.")]
    public int HeaderSeconds { get; init; } = 20;

    /// <summary>Seconds until a reply must be complete, its body included; each redirect is a reply of its own.</summary>
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

    /// <summary>The proxy through which everything goes; when empty, the one that the standard variables name (<see cref="ProxyChoice"/>).</summary>
    [RegularExpression("https?://.+", ErrorMessage = "Http:Proxy must begin with http:// or https://.")]
    public string? Proxy { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (host, own) in Hosts)
        {
            var most = host.Equals(HostConduct.PoliceUk, StringComparison.OrdinalIgnoreCase) ? HostConduct.MostOfPoliceUk : 1000;
            if (own.PerSecond is { } pace && !(pace >= 0.001 && pace <= most)) // so that NaN is refused too
            {
                yield return new ValidationResult(string.Create(CultureInfo.InvariantCulture, $"Http:Hosts:{host}:PerSecond must lie between 0.001 and {most}; it is '{pace}'."));
            }

            if (own.Concurrency is { } atOnce and (< 1 or > 100))
            {
                yield return new ValidationResult(string.Create(CultureInfo.InvariantCulture, $"Http:Hosts:{host}:Concurrency must lie between 1 and 100; it is '{atOnce}'."));
            }
        }
    }
}
