using Nec.Core.Compliance;

namespace Nec.Application.Jobs;

/// <summary>How an attempt at a run ended.</summary>
public enum RunOutcome
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>It did all of its work.</summary>
    Succeeded,

    /// <summary>It ended well, but some targets could not be checked.</summary>
    Partly,

    /// <summary>It ended well, but no target could be checked.</summary>
    NothingSeen,

    /// <summary>There was nothing to do.</summary>
    Skipped,

    /// <summary>It failed, and no further attempt follows.</summary>
    Failed,

    /// <summary>It failed, and a further attempt follows.</summary>
    Retrying,

    /// <summary>It was stopped, by a person or with its worker; it does not count as a run.</summary>
    Cancelled,

    /// <summary>Its worker died or was cut off from the database; it does not count as a run.</summary>
    Lost,
}

/// <summary>Outcomes as they are stored and shown.</summary>
public static class RunOutcomes
{
    /// <summary>Every outcome by its word, such as <c>nothing-seen</c>.</summary>
    public static IReadOnlyDictionary<string, RunOutcome> ByWord { get; } =
        Enum.GetValues<RunOutcome>().ToDictionary(WordOf, outcome => outcome, StringComparer.Ordinal);

    /// <summary>The outcomes of a run that ended well.</summary>
    public static IReadOnlyList<string> Well { get; } =
    [
        WordOf(RunOutcome.Succeeded),
        WordOf(RunOutcome.Partly),
        WordOf(RunOutcome.NothingSeen),
        WordOf(RunOutcome.Skipped),
    ];

    /// <summary>The word of an outcome.</summary>
    public static string WordOf(RunOutcome outcome) => Kebab.Of(outcome.ToString());
}
