namespace Nec.Integrations.Http;

/// <summary>How a host may be asked.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="Concurrency">Requests under way at once.</param>
public sealed record HostConduct(double PerSecond, int Concurrency)
{
    /// <summary>The host of the police's open data.</summary>
    internal const string PoliceUk = "data.police.uk";

    /// <summary>What data.police.uk allows a second, for all of one address's callers together.</summary>
    internal const double MostOfPoliceUk = 15;

    /// <summary>What hosts are known to bear, unless the settings say otherwise.</summary>
    internal static IReadOnlyDictionary<string, HostConduct> Known { get; } = new Dictionary<string, HostConduct>(StringComparer.OrdinalIgnoreCase)
    {
        [PoliceUk] = new(PerSecond: 5, Concurrency: 4),
    };
}

/// <summary>One host's own settings (section <c>Http:Hosts:HOST</c>); what is not given is as for other hosts.</summary>
public sealed record HostOptions
{
    /// <summary>Requests a second.</summary>
    public double? PerSecond { get; init; }

    /// <summary>Requests under way at once.</summary>
    public int? Concurrency { get; init; }
}
