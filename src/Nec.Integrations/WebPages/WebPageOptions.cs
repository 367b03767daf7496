using System.ComponentModel.DataAnnotations;
using Nec.Core.Pages;

namespace Nec.Integrations.WebPages;

/// <summary>How web pages are watched (section <c>WebPages</c>).</summary>
public sealed record WebPageOptions : IValidatableObject
{
    internal const string IgnoreRobots = "ignore";
    private const string RespectRobots = "respect";

    /// <summary>Hosts of the contract's pages that are served elsewhere, such as a staging copy: from the host to the base address that answers for it.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// For hosts whose robots.txt is not followed: <c>ignore</c>, with the site owner's word for it; <c>respect</c> is the default. Read from
    /// <c>WebPages:Hosts:HOST:Robots</c>.
    /// </summary>
    public IDictionary<string, string> Robots { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How lines begin that are standing notices rather than content, beside those that we know (<see cref="Boilerplate.Known"/>).</summary>
    public IReadOnlyList<string> Boilerplate { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. from host in Hosts
           where !Uri.TryCreate(host.Value, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
           select new ValidationResult($"WebPages:Hosts:{host.Key} must be an http or https address; it is '{host.Value}'."),
        .. from rule in Robots
           where !rule.Value.Equals(IgnoreRobots, StringComparison.OrdinalIgnoreCase) && !rule.Value.Equals(RespectRobots, StringComparison.OrdinalIgnoreCase)
           select new ValidationResult($"WebPages:Hosts:{rule.Key}:Robots must be {RespectRobots} or {IgnoreRobots}; it is '{rule.Value}'."),
    ];
}
