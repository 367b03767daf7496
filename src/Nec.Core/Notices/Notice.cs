using System.Security.Cryptography;
using System.Text;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Reminders;

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

    /// <summary>What is told, the most pressing first; empty only when all is quiet.</summary>
    public required IReadOnlyList<NoticeLine> Lines { get; init; }

    /// <summary>What was kept since the last digest.</summary>
    public IReadOnlyList<DoneLine> Done { get; init; } = [];

    /// <summary>How many of what fell due so far was kept, for each team concerned.</summary>
    public IReadOnlyList<TeamScore> Scores { get; init; } = [];

    /// <summary>The post that the reader has taken over; null unless this is a handover.</summary>
    public string? Post { get; init; }

    /// <summary>In a handover: who held the post last, and the last day; null when nobody did.</summary>
    public Predecessor? Before { get; init; }

    /// <summary>On a day that is not the digest's: how many more of the reader's promises are overdue, which the digest lists.</summary>
    public int AlsoOverdue { get; init; }

    /// <summary>When all is quiet: the promises that could not be judged, by their titles.</summary>
    public IReadOnlyList<string> Unjudged { get; init; } = [];

    /// <summary>The teams whose scores, kept promises and further overdue ones it counts, by their slugs; an admin's notice leaves them to whoever writes it for all teams.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>Every team that it names or counts, in the order of their slugs: it is read only by who may see them all.</summary>
    public IReadOnlyList<string> Teams => [.. Lines.Select(line => line.Team).Union(Counted, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The key that cannot repeat: a scheduled notice's is its address and day, so that one person holding two posts gets one. Source trouble and
    /// handovers stand outside that rule (design section 6).
    /// </summary>
    public string Key => Kind switch
    {
        NoticeKind.Admin or NoticeKind.Quiet => $"admin|{Recipient.Address.ToLowerInvariant()}|{Dates.Iso(Day)}",
        NoticeKind.Handover => $"handover|{Recipient.Address.ToLowerInvariant()}|{Lines.Select(line => line.Team).FirstOrDefault()}|{Post}|{Dates.Iso(Day)}",
        _ => $"{Recipient.Address.ToLowerInvariant()}|{Dates.Iso(Day)}",
    };

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

    /// <summary>Source trouble and vacancies, to an admin.</summary>
    Admin,

    /// <summary>To an admin once a month, when there is nothing else to say: the system is alive.</summary>
    Quiet,

    /// <summary>To somebody who has taken over a post: all that belongs to it.</summary>
    Handover,
}

/// <summary>A person as mail reaches them, in their language.</summary>
public sealed record Recipient(string Name, string Address, Language Language = Language.English);

/// <summary>Who held a post before, and until which day, inclusive.</summary>
public sealed record Predecessor(string Name, DateOnly Until);

/// <summary>How many of a team's promises that fell due since the contract began were kept.</summary>
public sealed record TeamScore(string TeamTitle, int Kept, int FellDue, DateOnly Since);

/// <summary>One promise kept, and when; of one that recurs by the calendar, its rule and the label of the period.</summary>
public sealed record DoneLine(string Title, DateOnly On, Rule? Rule = null, string? Period = null);

/// <summary>A scheduled notice that went to an address before.</summary>
public sealed record EarlierNotice(string Address, DateOnly Day, string Fingerprint, bool IsDigest);

/// <summary>One team as it stands on the day of writing.</summary>
public sealed record TeamSnapshot(Contracts.Contract Contract, IReadOnlyList<Finding> Findings, WorkingDays WorkingDays, IReadOnlySet<SentReminder> Told)
{
    /// <summary>What people have asked for from the page that a link opens: later, by somebody else, no real update.</summary>
    public StandingAnswers Answers { get; init; } = StandingAnswers.None;

    /// <summary>What an admin should be told beside what the findings say: credentials that fail or will die.</summary>
    public IReadOnlyList<Trouble> Troubles { get; init; } = [];

    /// <summary>The networks whose credentials fail: that is told once for each, and not again for every account that is unseen because of it.</summary>
    public IReadOnlySet<string> Refusing { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>By obligation, the newest change that the machine could not judge and nobody has answered for.</summary>
    public IReadOnlyDictionary<string, SectionCheck> Waiting { get; init; } = new Dictionary<string, SectionCheck>(StringComparer.Ordinal);
}
