using System.Security.Cryptography;
using System.Text;
using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Core.Notices;

/// <summary>One email: everything one person needs to be told on a day.</summary>
public sealed record Notice
{
    /// <summary>Why it is sent.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>Who is told.</summary>
    public required Recipient Recipient { get; init; }

    /// <summary>The London day that it is written for.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What is told, the most pressing first; never empty.</summary>
    public required IReadOnlyList<NoticeLine> Lines { get; init; }

    /// <summary>What was kept since the last digest, in a line each.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>How many of what fell due so far was kept, for each team concerned.</summary>
    public IReadOnlyList<TeamScore> Scores { get; init; } = [];

    /// <summary>The key that cannot repeat: a scheduled notice's is its address and day, so that one person holding two posts gets one.</summary>
    public string Key => Kind == NoticeKind.Admin ? $"admin|{Recipient.Address}|{Dates.Iso(Day)}" : $"{Recipient.Address.ToLowerInvariant()}|{Dates.Iso(Day)}";

    /// <summary>A hash of the obligations, periods and statuses told: two digests with the same say nothing new (design section 6).</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Lines.Select(line => $"{line.Team}/{line.Obligation}|{line.Period}|{StatusWord.Of(line.Status)}").Order(StringComparer.Ordinal)))));
}

/// <summary>Why a notice is sent.</summary>
public enum NoticeKind
{
    /// <summary>Monday's, or that of the first working day of the week: all that is open.</summary>
    Digest,

    /// <summary>Another working day's: only what is new and pressing.</summary>
    Urgent,

    /// <summary>Source trouble and vacancies, to an admin; stands outside the rule of one a day.</summary>
    Admin,
}

/// <summary>A person as mail reaches them.</summary>
public sealed record Recipient(string Name, string Address);

/// <summary>How many of a team's promises that fell due since the contract began were kept.</summary>
public sealed record TeamScore(string TeamTitle, int Kept, int FellDue);

/// <summary>One thing that a person is told.</summary>
public sealed record NoticeLine
{
    /// <summary>The team's slug.</summary>
    public required string Team { get; init; }

    /// <summary>What people call the team's contract.</summary>
    public required string TeamTitle { get; init; }

    /// <summary>The obligation's id; for an admin, the source's target.</summary>
    public required string Obligation { get; init; }

    /// <summary>The commitment's id, by which lines are grouped.</summary>
    public required string Commitment { get; init; }

    /// <summary>The heading it stands under.</summary>
    public required LineKind Kind { get; init; }

    /// <summary>The action, with its place.</summary>
    public required string Title { get; init; }

    /// <summary>The promise in the contract's words.</summary>
    public string Promise { get; init; } = "";

    /// <summary>What counts as done; null when the title says enough.</summary>
    public string? Counts { get; init; }

    /// <summary>How it recurs, for the subject: <c>6-monthly</c>; null when it does not.</summary>
    public string? Rhythm { get; init; }

    /// <summary>Where the obligation, or the period told of, stands.</summary>
    public required Status Status { get; init; }

    /// <summary>The period told of.</summary>
    public required string Period { get; init; }

    /// <summary>Its due date; null for a source.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When it was last done; null when nothing is on record.</summary>
    public DateOnly? LastOn { get; init; }

    /// <summary>The pages or the like that still lack a real update; empty when a person records it.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>The first day on which the worst of these failed the national three months; null when none does.</summary>
    public DateOnly? StaleFrom { get; init; }

    /// <summary>Whether it is a number to reach, of which the reason tells how far it is.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Why it stands so.</summary>
    public required string Reason { get; init; }

    /// <summary>The post told.</summary>
    public required string Post { get; init; }

    /// <summary>The steps that this line takes; empty when it only repeats.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>How many days the most pressing of its steps is late, when nothing ran on its day; zero when on time.</summary>
    public int DaysLate { get; init; }

    /// <summary>The day of the next note on it, sent only if it is still open; null when there is none.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Why this person is told.</summary>
    public required string Because { get; init; }
}

/// <summary>The headings of a notice, in their order.</summary>
public enum LineKind
{
    /// <summary>Past its due date.</summary>
    Overdue,

    /// <summary>Coming up.</summary>
    Due,

    /// <summary>A target behind its pace.</summary>
    AtRisk,

    /// <summary>Not kept; told once.</summary>
    Missed,

    /// <summary>A source that does not answer.</summary>
    Trouble,

    /// <summary>A source that answers again.</summary>
    Recovered,
}

/// <summary>A step that has been told: it is never told again (design section 6).</summary>
public sealed record Told(string Team, string Obligation, string Period, string Step, string Post);

/// <summary>A digest that went to an address before.</summary>
public sealed record EarlierDigest(string Address, DateOnly Day, string Fingerprint);

/// <summary>One team as it stands on the day of writing.</summary>
public sealed record Desk(Contracts.Contract Contract, IReadOnlyList<Finding> Findings, WorkingDays WorkingDays, IReadOnlySet<Told> Told);
