using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;

namespace Nec.Core.Notices;

/// <summary>The wording of notices, one file a language; what is said stands in the notice, never here.</summary>
internal abstract class NoticeWords
{
    private static readonly NoticeWords EnglishWords = new EnglishNoticeWords();
    private static readonly NoticeWords WelshWords = new WelshNoticeWords();

    /// <summary>The words of a language.</summary>
    public static NoticeWords Of(Language language) => language == Language.Welsh ? WelshWords : EnglishWords;

    /// <summary>The language as HTML names it.</summary>
    public abstract string Tag { get; }

    /// <summary>The heading over what was kept.</summary>
    public abstract string DoneHeading { get; }

    /// <summary>The heading over the lines of a kind.</summary>
    public abstract string Heading(LineKind kind);

    /// <summary><c>Fri 14 Nov</c>.</summary>
    public abstract string ShortDay(DateOnly day);

    /// <summary><c>Friday 14 November 2025</c>.</summary>
    public abstract string LongDay(DateOnly day);

    /// <summary>A status as people read it.</summary>
    public abstract string Status(Status status);

    /// <summary><c>6-monthly</c>, <c>quarterly</c>; null for what does not recur.</summary>
    public abstract string? Rhythm(Rule? rule);

    /// <summary>The subject: the most pressing action with its day, and how many more; no personal name (domain.md C3).</summary>
    public string Subject(Notice notice) => notice.Kind switch
    {
        NoticeKind.Admin => AdminSubject(
            notice.Lines.Count(line => line.Kind == LineKind.Trouble && line.Trouble?.Kind != Compliance.TroubleKind.Vacant),
            notice.Lines.Count(line => line.Kind == LineKind.Trouble && line.Trouble?.Kind == Compliance.TroubleKind.Vacant),
            notice.Lines.Count(line => line.Kind == LineKind.Recovered)),
        NoticeKind.Quiet => QuietSubject(notice.Day),
        NoticeKind.Handover => HandoverSubject(notice),
        // To the post above it is news, not an order.
        _ when notice.Lines.All(line => line.Because.Kind == BecauseKind.Above) => AboveSubject(notice.Lines[0].Because.Team, notice.Lines.Count(line => line.Kind == LineKind.Overdue), notice.Lines.Count(line => line.Kind == LineKind.Missed)),
        _ => notice.Lines.Count == 1 ? SubjectOf(notice.Lines[0]) : AndMore(SubjectOf(notice.Lines[0]), notice.Lines.Count - 1),
    };

    /// <summary>The first sentence.</summary>
    public abstract string Opening(Notice notice);

    /// <summary>What to do by when.</summary>
    public abstract string Action(NoticeLine line);

    /// <summary>How it stands: what was done last, or what is still lacking; null when the action says all.</summary>
    public abstract string? Standing(NoticeLine line);

    /// <summary>That a note is late on our side; null when it is not.</summary>
    public abstract string? Late(int days);

    /// <summary>The promise as published; a quotation in it is marked as the inner one.</summary>
    public abstract string Promise(string promise);

    /// <summary>What counts as done.</summary>
    public abstract string Counts(string counts);

    /// <summary>When the next note on it goes.</summary>
    public abstract string Next(DateOnly on);

    /// <summary>One kept promise.</summary>
    public string Done(DoneLine done) => $"{done.Title} ({ShortDay(done.On)})";

    /// <summary>How much was kept so far, first of all: help, not blame. In an admin's letter: how much could be judged.</summary>
    public abstract string Score(NoticeKind kind, TeamScore score);

    /// <summary>How to answer.</summary>
    public abstract string HowToAnswer(bool hasLinks, bool canReply);

    /// <summary>What the main link of an item does: record it, or show it.</summary>
    public abstract string LinkVerb(bool records);

    /// <summary>The words of the small links, with the part of the record page that each leads to.</summary>
    public abstract IReadOnlyList<(string Part, string Words)> SmallLinks { get; }

    /// <summary>The small links in a sentence, for plain text.</summary>
    public abstract string SmallLinksSentence { get; }

    /// <summary>Why this person is told; several reasons in one sentence.</summary>
    public abstract string YouGetThis(IEnumerable<Because> reasons);

    /// <summary>The subject of a line that stands first.</summary>
    protected abstract string SubjectOf(NoticeLine line);

    /// <summary>A subject with how many more lines there are.</summary>
    protected abstract string AndMore(string subject, int more);

    /// <summary>The subject of an admin's letter.</summary>
    protected abstract string AdminSubject(int silent, int vacant, int back);

    /// <summary>The subject of the monthly sign of life.</summary>
    protected abstract string QuietSubject(DateOnly day);

    /// <summary>The subject of a letter that only tells of what posts below have not done.</summary>
    protected abstract string AboveSubject(string team, int overdue, int missed);

    /// <summary>The subject of a handover.</summary>
    protected abstract string HandoverSubject(Notice notice);

    /// <summary>Whether a line asks something of its reader; the others are told for them to know: missed for good, or the business of a post below.</summary>
    internal static bool NeedsReader(NoticeLine line) => line.Kind != LineKind.Missed && line.Because is { OverdueDays: 0, Kind: not BecauseKind.Above };

    /// <summary>A quotation within a quotation.</summary>
    protected static string Inner(string text) => text.Replace('“', '‘').Replace('”', '’');
}
