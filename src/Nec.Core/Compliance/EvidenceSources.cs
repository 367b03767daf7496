using Nec.Core.Contracts;

namespace Nec.Core.Compliance;

/// <summary>The outside sources that can show that a promise was kept.</summary>
public static class EvidenceSources
{
    /// <summary>The name of the source that reads web pages.</summary>
    public const string WebPages = "web-pages";

    /// <summary>The name of the source that reads data.police.uk.</summary>
    public const string PoliceUk = "police-uk";

    /// <summary>Every source that can be set up or not; a network's account has credentials of its own.</summary>
    public static IReadOnlySet<string> AllSources { get; } = new HashSet<string>([WebPages, PoliceUk], StringComparer.Ordinal);

    /// <summary>The parts of data.police.uk that a neighbourhood is looked at in. A look that saw some of them and not others leaves a check for each.</summary>
    public const string PriorityPart = $"{PoliceUk}/priorities";

    /// <inheritdoc cref="PriorityPart"/>
    public const string PeoplePart = $"{PoliceUk}/people";

    /// <inheritdoc cref="PriorityPart"/>
    public const string EventPart = $"{PoliceUk}/events";

    /// <summary>The source that an evidence depends on; null when it needs none.</summary>
    public static string? SourceOf(Evidence? evidence) => evidence switch
    {
        SectionEvidence or UrlEvidence => WebPages,
        PrioritiesEvidence or EventsEvidence or UpcomingEventsEvidence or PeopleEvidence or PerEventEvidence => PoliceUk,
        _ => null,
    };
}
