using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Notices;

/// <summary>The wording of notices, one file a language; what is said stands in the notice, never here.</summary>
internal abstract class NoticeText
{
    private static readonly NoticeText EnglishWords = new EnglishNoticeWords();
    private static readonly NoticeText WelshWords = new WelshNoticeWords();

    /// <summary>The words of a language.</summary>
    public static NoticeText Of(Language language) => language == Language.Welsh ? WelshWords : EnglishWords;

    /// <summary>The language as HTML names it.</summary>
    public abstract string Tag { get; }

    /// <summary>The heading over what was kept.</summary>
    public abstract string DoneHeading { get; }

    /// <summary>The heading over what could not be judged.</summary>
    public abstract string UnjudgedHeading { get; }

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
        NoticeKind.Admin when notice.Lines is [{ Kind: LineKind.Trouble } only] => TroubleSubject(only),
        NoticeKind.Admin => AdminSubject(
            notice.Lines.Count(line => line.Kind == LineKind.Trouble && line.Trouble?.Kind is not (Compliance.TroubleKind.Vacant or Compliance.TroubleKind.FailingJob)),
            notice.Lines.Count(line => line.Kind == LineKind.Trouble && line.Trouble?.Kind == Compliance.TroubleKind.Vacant),
            notice.Lines.Count(line => line.Kind == LineKind.Trouble && line.Trouble?.Kind == Compliance.TroubleKind.FailingJob),
            notice.Lines.Count(line => line.Kind == LineKind.Recovered)),
        NoticeKind.Quiet => QuietSubject(notice.Day),
        NoticeKind.Handover => HandoverSubject(notice),
        // What asks nothing of its reader is news, not an order.
        _ when !notice.Lines.Any(NeedsReader) => AboveSubject(SubjectWithMore(notice)),
        _ => SubjectWithMore(notice),
    };

    // What is due today leads, whatever is overdue beside it.
    private string SubjectWithMore(Notice notice)
    {
        var lead = notice.Lines.FirstOrDefault(line => line is { IsDueToday: true, Kind: LineKind.Due } && NeedsReader(line)) ?? notice.Lines[0];
        var more = notice.Lines.Sum(line => line.Promises) - 1;
        return more == 0 ? SubjectOf(lead) : AndMore(SubjectOf(lead), more);
    }

    /// <summary>The first sentence.</summary>
    public abstract string Opening(Notice notice);

    /// <summary>What to do by when.</summary>
    public abstract string Action(NoticeLine line);

    /// <summary>How it stands: what was done last, or what is still lacking; null when the action says all.</summary>
    public abstract string? Standing(NoticeLine line);

    /// <summary>How long a period that is over can still be recorded, and when the one that runs now falls due; null when there is neither.</summary>
    public abstract string? Still(NoticeLine line);

    /// <summary>Which pages are stale or will be, by name, and which are out of sight; null when there is neither.</summary>
    public abstract string? Pages(NoticeLine line);

    /// <summary>Whose promise it is, to a reader of a post above.</summary>
    public abstract string Whose(AnsweredBy owner);

    /// <summary>The promises that the same record keeps.</summary>
    public abstract string Alongside(IReadOnlyList<string> titles);

    /// <summary>A period of the calendar as people say it: <c>January 2020</c>; null for a label that is a date.</summary>
    public string? PeriodName(Rule? rule, string? label) =>
        rule is Each { Kind: var kind } && label is not null && CalendarPeriod.Parse(kind, label) is { } period ? NameOf(period) : null;

    /// <summary>That a note is late on our side; null when it is not.</summary>
    public abstract string? Late(int days);

    /// <summary>The promise as published; a quotation in it is marked as the inner one.</summary>
    public abstract string Promise(string promise);

    /// <summary>What counts as done.</summary>
    public abstract string Counts(string counts);

    /// <summary>When the next note on it goes.</summary>
    public abstract string Next(DateOnly on);

    /// <summary>One kept promise.</summary>
    public string Done(DoneLine done) => $"{Titled(done.Title, done.Rule, done.Period)} ({ShortDay(done.On)})";

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

    /// <summary>Why this person is told; several reasons in one sentence, the posts below one post named together.</summary>
    public string YouGetThis(IEnumerable<Because> reasons)
    {
        var distinct = reasons.Distinct().ToList();
        var merged = distinct.Select(because => because.Kind != BecauseKind.Above ? because
            : distinct.Where(other => (other.Kind, other.Post, other.Team) == (because.Kind, because.Post, because.Team)).ToList() is var same
                ? because with { Of = string.Join(AndThe, same.Select(other => other.Of).Distinct(StringComparer.Ordinal)), OverdueDays = same.Max(other => other.OverdueDays) } : because);
        return YouGetThisBecause(string.Join("; ", merged.Distinct().Select(Reason).Distinct(StringComparer.Ordinal)));
    }

    /// <summary>What joins the posts below: <c> and the </c>.</summary>
    protected abstract string AndThe { get; }

    /// <summary>The closing sentence.</summary>
    protected abstract string YouGetThisBecause(string reasons);

    /// <summary>One reason.</summary>
    protected abstract string Reason(Because because);

    /// <summary>A calendar period's name.</summary>
    protected abstract string NameOf(CalendarPeriod period);

    /// <summary>A title with the period that it is told of, when it recurs by the calendar.</summary>
    protected string Titled(string title, Rule? rule, string? period) => PeriodName(rule, period) is { } name ? $"{title}, {name}" : title;

    /// <inheritdoc cref="Titled(string, Rule, string)"/>
    protected string Titled(NoticeLine line) => line.Event is { } seen ? $"{line.Title}, {EventName(seen)}" : Titled(line.Title, line.Rule, line.Period);

    /// <summary>An event by its day and its neighbourhood.</summary>
    protected abstract string EventName(ToldEvent seen);

    /// <summary>A page or the like as people call it: what the contract spells <c>lyme-regis</c> is Lyme Regis; other ids stay as they are.</summary>
    protected static string Called(string id) => id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        ? string.Join(' ', id.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]))
        : id;

    /// <summary>The subject of a line that stands first.</summary>
    protected abstract string SubjectOf(NoticeLine line);

    /// <summary>A subject with how many more lines there are.</summary>
    protected abstract string AndMore(string subject, int more);

    /// <summary>The subject of an admin's letter.</summary>
    protected abstract string AdminSubject(int silent, int vacant, int failing, int back);

    /// <summary>The subject of the monthly sign of life.</summary>
    protected abstract string QuietSubject(DateOnly day);

    /// <summary>The subject of a letter that only tells of posts below.</summary>
    protected abstract string AboveSubject(string subject);

    /// <summary>The subject of an admin's letter about one trouble.</summary>
    protected abstract string TroubleSubject(NoticeLine line);

    /// <summary>The subject of a handover.</summary>
    protected abstract string HandoverSubject(Notice notice);

    /// <summary>Whether a line asks something of its reader; the others are told for them to know: missed for good, or the business of a post below.</summary>
    internal static bool NeedsReader(NoticeLine line) => line.Kind is not (LineKind.Missed or LineKind.Cleared) && (line.Because.OverdueDays == 0 ? line.Because.Kind != BecauseKind.Above : line.Because.Kind is BecauseKind.Holds or BecauseKind.Covers && line.Owner is null);

    /// <summary>A quotation within a quotation.</summary>
    protected static string Inner(string text) => text.Replace('“', '‘').Replace('”', '’');
}
