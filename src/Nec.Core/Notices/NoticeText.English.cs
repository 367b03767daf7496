using System.Globalization;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Notices;

/// <summary>The wording in English.</summary>
internal sealed class EnglishNoticeWords : NoticeText
{
    public override string Tag => "en-GB";

    public override string DoneHeading => "Done since last week";

    public override string UnjudgedHeading => "Could not be judged";

    public override string Heading(LineKind kind) => kind switch
    {
        LineKind.Overdue => "Overdue",
        LineKind.Due => "Coming up",
        LineKind.AtRisk => "Behind, or not in place",
        LineKind.Unclear => "Needs your word",
        LineKind.Stale => "The national rule: no page older than three months",
        LineKind.Missed => "Missed",
        LineKind.Cleared => "Put right since you were told",
        LineKind.Silent => "Nothing heard for a while",
        LineKind.Trouble => "Not as it should be",
        LineKind.Recovered => "Right again",
        _ => "Nothing to do yet",
    };

    public override string ShortDay(DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    public override string LongDay(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    public override string Status(Status status) => status switch
    {
        Compliance.Status.NoRecord => "No record yet",
        _ => char.ToUpperInvariant(StatusWord.Of(status)[0]) + StatusWord.Of(status)[1..].Replace('-', ' '),
    };

    public override string? Rhythm(Rule? rule) => rule switch
    {
        Every { Interval: { Unit: IntervalUnit.Month, Count: 1 } } or Each { Kind: PeriodKind.Month } => "monthly",
        Every { Interval: { Unit: IntervalUnit.Year, Count: 1 } } or Each { Kind: PeriodKind.Year } => "yearly",
        Every { Interval: { Unit: IntervalUnit.Month } interval } => string.Create(CultureInfo.InvariantCulture, $"{interval.Count}-monthly"),
        Every { Interval: var interval } => $"every {interval}",
        Each { Kind: PeriodKind.Week } => "weekly",
        Each { Kind: PeriodKind.Quarter } => "quarterly",
        Each { Kind: PeriodKind.HalfYear } => "half-yearly",
        _ => null,
    };

    public override string Opening(Notice notice) => notice.Kind switch
    {
        NoticeKind.Admin when notice.Lines.All(line => line.Kind == LineKind.Recovered) => $"What Nec could not see or do, or whom it could not tell, is right again on {LongDay(notice.Day)}.",
        NoticeKind.Admin => $"What Nec could not see or do, or whom it could not tell, up to {LongDay(notice.Day)}{(notice.Lines.Any(line => line.Kind == LineKind.Recovered) ? ", and what is right again" : "")}. No team is marked down for any of it.",
        NoticeKind.Quiet => $"On {LongDay(notice.Day)} the system is up, and there is nothing {(notice.Unjudged.Count > 0 ? "new " : "")}that you need to do.{(notice.Unjudged.Count > 0 ? " What stands below no source shows; it waits for a person’s record, and counts against nobody." : "")}",
        NoticeKind.Handover => $"You have taken over the post {notice.Post}{(notice.Before is { } before ? $" from {before.Name}, who held it until {LongDay(before.Until)}" : "")}. This is what belongs to it on {LongDay(notice.Day)}: what is open, when it was last done, and what falls due next.",
        _ when !notice.Lines.Any(NeedsReader) => $"On {LongDay(notice.Day)} {Asked(notice.Lines)}.{Besides(notice)}",
        _ => (notice.Kind == NoticeKind.Digest ? $"This is your week from {LongDay(notice.Day)}: " : "Today ") + Asked(notice.Lines) + "."
            + Besides(notice),
    };

    public override string Action(NoticeLine line) => line.Kind switch
    {
        LineKind.Overdue => $"{Titled(line)}. It was due {LongDay(line.DueOn!.Value)}.",
        LineKind.Unclear => $"{line.Title}: was the change on the {Called(line.WaitingPage ?? "")} page a real update?",
        LineKind.Missed => $"{Titled(line)}. It was due {LongDay(line.DueOn!.Value)}{(line.Target is null ? ", and counts as missed" : "")}.",
        LineKind.Cleared => $"{Titled(line)}. It was due {LongDay(line.DueOn!.Value)} and {(line.Status == Compliance.Status.NotApplicable ? "has been closed since, as one that does not count" : line is { Rule: Every, LastOn: { } last } && last > line.DueOn ? $"was done on {LongDay(last)}" : "has been done since")}.",
        LineKind.AtRisk when line.Target is null => line.DueOn is { } wasDue ? $"{line.Title}. It was due {LongDay(wasDue)}." : $"{line.Title}.",
        LineKind.Stale when line.StalePages.Count > 0 => $"{line.Title}.",
        LineKind.Stale => $"{line.Title}. It {(line.IsStale ? "has been stale since" : "goes stale on")} {LongDay(line.StaleFrom!.Value)}.",
        LineKind.Silent => $"{line.Title}. Nothing has been recorded for {Silence(line)}.",
        LineKind.Trouble => TroubleSentence(Target(line), line.Trouble!),
        LineKind.Recovered when line.Trouble is { Kind: TroubleKind.Vacant } => $"The post {line.Title}, vacant since {LongDay(Dates.Parse(line.Period))}, is held or covered again.",
        LineKind.Recovered when line.Trouble is { Kind: TroubleKind.Credentials } => $"The credentials for {line.Title} work as they should again.",
        LineKind.Recovered when line.Trouble is { Kind: TroubleKind.FailingJob } => $"The job {line.Title}, which had failed since {LongDay(Dates.Parse(line.Period))}, succeeds again.",
        LineKind.Recovered => $"{Target(line)}, not seen since {LongDay(Dates.Parse(line.Period))}, is seen again.",
        LineKind.Later when line is { Status: Compliance.Status.Met, DueOn: { } until } => $"{line.Title}: already done for the period that ends on {LongDay(until)}.",
        LineKind.Later => $"{line.Title}{(line.DueOn is { } due ? $": next due {LongDay(due)}" : "")}{(line is { StaleFrom: { } from, IsStale: false } && !(from > line.DueOn) ? $", but stale from {LongDay(from)} by the national three-month rule" : "")}.",
        _ => $"{(line.Event is null ? line.Title : Titled(line))} {(line.IsDueToday ? "today," : "by")} {LongDay(line.DueOn!.Value)}.",
    };

    public override string? Standing(NoticeLine line) => line.Kind switch
    {
        LineKind.Trouble or LineKind.Recovered or LineKind.Silent or LineKind.Unclear or LineKind.Cleared => null,
        LineKind.Later when line.Status == Compliance.Status.UnableToCheck => "It cannot be seen at the moment: that counts against nobody.",
        _ when line.Target is { } target => TargetSentence(target),
        LineKind.Missed => "Nothing was on record in time." + (line.Owner is null ? " If it was done after all, your Nec administrator can still put it on record, with the reason." : ""),
        LineKind.Stale => null,
        LineKind.AtRisk when line.DueOn is null => $"This is not in place at the moment{(line.Why is { } why ? $": {why}" : "")}.",
        LineKind.Later when line is { Rule: Compliance.Rules.Standing, LastOn: null, Status: Compliance.Status.Met or Compliance.Status.OnTrack } => "It is in place.",
        _ when line.Event is not null => null,
        _ when line.Lacking.Count > 0 => $"No real update seen {(PeriodName(line.Rule, line.Period) is { } name ? $"in {name} " : "")}yet: {string.Join(", ", line.Lacking.Select(Called))}.",
        _ when line.Unseen.Count > 0 => null,
        _ when line.IncompleteOn is { } on => $"The meeting was held on {LongDay(on)}, but no {(line.Lacks == RecordNeed.Feedback ? "feedback" : "note")} is on record.{(line.Owner is not null ? "" : line.Lacks == RecordNeed.Feedback ? " Record what was said, or that nothing was, and it counts." : " Record one, and it counts.")}",
        _ => line.LastOn is { } last ? $"Last done {LongDay(last)}." : "Nothing is on record yet.",
    };

    public override string? Pages(NoticeLine line)
    {
        var stale = line.StalePages.Select(page => $"{Called(page.Page)} {(page.IsStale ? "has been stale since" : "goes stale on")} {LongDay(page.From)}").ToList();
        var unseen = line.Unseen.Select(page => $"{Called(page.Page)} has not been found since {LongDay(page.Since)}: that counts against nobody, and the administrator knows.");
        var sentences = stale.Count > 0 ? unseen.Prepend($"{(line.Kind == LineKind.Stale ? "" : "By the national three-month rule ")}{string.Join("; ", stale)}.") : unseen;
        return string.Join(' ', sentences) is { Length: > 0 } said ? said : null;
    }

    public override string? Still(NoticeLine line)
    {
        if (line.IsIntroduction)
        {
            return "It is asked now because the post has a new holder.";
        }

        var until = line.RecordableUntil is { } last ? $"It can still be recorded until {LongDay(last)}." : null;
        var running = line.Running is { } next ? $"The one {(PeriodName(line.Rule, next.Period) is { } name ? $"for {name}" : "after it")} is due by {LongDay(next.DueOn)}." : null;
        return until is null && running is null ? null : string.Join(' ', new[] { until, running }.OfType<string>());
    }

    public override string Whose(AnsweredBy owner) =>
        $"It belongs to the {owner.Post}{(owner.Name is { } name ? $", {name}{(owner.Since is { } since ? $", in post since {LongDay(since)}" : "")}." : ", a post that is vacant.")}";

    public override string Alongside(IReadOnlyList<string> titles) => $"The same record keeps {string.Join(" and ", titles.Select(title => $"“{Inner(title)}”"))} too, if it says what was said.";

    public override string? Late(int days) => days > 0 ? $"This note is {Dates.Count(days, "day")} late, because nothing was sent in between." : null;

    public override string Promise(string promise) => $"The promise: “{Inner(promise)}”";

    public override string Counts(string counts) => $"What counts: {counts.TrimEnd('.')}.";

    public override string Next(DateOnly on) => $"A reminder follows on {ShortDay(on)}, only if it is still open.";

    public override string Score(NoticeKind kind, TeamScore score) => kind == NoticeKind.Quiet
        ? $"{score.TeamTitle}: {score.Kept} of {Dates.Count(score.FellDue, "promise")} could be judged."
        : $"{score.TeamTitle}: {score.Kept} of {Dates.Count(score.FellDue, "promise")} that fell due since {score.Since.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} {(score.Kept == 1 || score.FellDue == 1 ? "was" : "were")} kept.";

    public override string HowToAnswer(bool hasLinks, bool canReply) => hasLinks
        ? $"“{LinkVerb(true)}” opens a page where one press puts it on record; nothing is recorded by opening it."
        : canReply
        ? "Done one of these? Reply with the day and how it was done; whoever reads the replies puts it on record with that day."
        : "Done one of these? Tell your Nec administrator the day and how it was done, to put it on record with that day.";

    public override string LinkVerb(bool records) => records ? "Record it" : "See it";

    public override IReadOnlyList<(string Part, string Words)> SmallLinks =>
        [("#snooze", "Booked for later?"), ("#hand-over", "Somebody else going?"), ("#not-applicable", "Does not apply?"), ("/due.ics", "Put it in my calendar")];

    public override string SmallLinksSentence => "There you can also be reminded later, hand it over, say that it does not apply, or put it in your calendar.";

    protected override string AndThe => " and the ";

    protected override string YouGetThisBecause(string reasons) => $"You get this because {reasons}.";

    protected override string SubjectOf(NoticeLine line) => line.Kind switch
    {
        LineKind.Overdue => $"{Titled(line)}: was due {ShortDay(line.DueOn!.Value)}",
        LineKind.Cleared => $"{Titled(line)}: put right",
        LineKind.Missed => $"{Titled(line)}: missed, was due {ShortDay(line.DueOn!.Value)}",
        LineKind.Unclear => $"{line.Title}: a real update of {Called(line.WaitingPage ?? "")}?",
        LineKind.Stale => $"{line.Title}: stale from {ShortDay(line.StaleFrom!.Value)}",
        LineKind.Silent => $"{line.Title}: nothing for {Silence(line)}",
        LineKind.AtRisk when line is { Target: null, DueOn: { } wasDue } => $"{line.Title}: was due {ShortDay(wasDue)}",
        _ => (line.Event is null ? line.Title : Titled(line)) + (line.DueOn is { } due ? $" {(line.IsDueToday ? "today," : "by")} {ShortDay(due)}" : "") + (Rhythm(line.Rule) is { } rhythm ? $" ({rhythm})" : ""),
    };

    protected override string AndMore(string subject, int more) => $"{subject}, and {more} more";

    protected override string AdminSubject(int silent, int vacant, int failing, int back) => "Nec: " + string.Join(", ", new[]
    {
        silent > 0 ? $"{Dates.Count(silent, "source")} unwell" : "",
        vacant > 0 ? $"{Dates.Count(vacant, "post")} vacant" : "",
        failing > 0 ? $"{Dates.Count(failing, "job")} failing" : "",
        back > 0 ? $"{back} right again" : "",
    }.Where(part => part.Length > 0));

    protected override string QuietSubject(DateOnly day) => $"Nec: all quiet, {day.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}";

    protected override string AboveSubject(string subject) => $"For you to know: {subject}";

    protected override string TroubleSubject(NoticeLine line) => line.Trouble switch
    {
        { Kind: TroubleKind.Vacant } => $"Nec: the post {line.Title} is vacant",
        { Kind: TroubleKind.Credentials } => $"Nec: look at the credentials for {line.Title}",
        { Kind: TroubleKind.FailingJob } => $"Nec: the job {line.Title} fails",
        { Kind: TroubleKind.NotConnected } => $"Nec: {Target(line, "the")} not connected",
        _ => $"Nec: {Target(line, "the")} not seen since {ShortDay(line.Trouble!.SinceOn)}",
    };

    private static string Target(NoticeLine line, string the = "The") =>
        line.Trouble?.Name is not { } target ? line.Title : target.Kind switch
        {
            TargetKind.PageOrAccount => $"{the} {Called(target.Name)} page or account",
            TargetKind.Page => $"{the} {Called(target.Name)} page",
            TargetKind.Section => $"{the} section “{target.Section}” of the {Called(target.Name)} page",
            TargetKind.Account => $"{the} {Called(target.Name)} account",
            TargetKind.Address => $"{the} address {target.Name}",
            TargetKind.Neighbourhood => $"{the} neighbourhood {target.Name}",
            TargetKind.Events => $"{the} events at data.police.uk",
            _ => target.Name,
        };

    protected override string HandoverSubject(Notice notice) => $"Your post: {Dates.Count(notice.Lines.Sum(line => line.Promises), "promise")}, {notice.Lines.Where(line => line.Kind == LineKind.Overdue).Sum(line => line.Promises)} overdue";

    private static string Besides(Notice notice) => notice.AlsoOverdue == 0 ? ""
        : $" Besides, {Dates.Count(notice.AlsoOverdue, "promise of yours is", "promises of yours are")} overdue; the week’s first note lists {(notice.AlsoOverdue == 1 ? "it" : "them")}.";

    private static string Asked(IReadOnlyList<NoticeLine> lines)
    {
        var theirs = lines.Where(NeedsReader).Sum(line => line.Promises);
        var others = lines.Sum(line => line.Promises) - theirs;
        return theirs == 0 ? $"{Dates.Count(others, "promise is", "promises are")} for you to know of, and nothing is asked of you"
            : Dates.Count(theirs, "promise needs you", "promises need you") + (others > 0 ? $", and {others} more {(others == 1 ? "is" : "are")} for you to know of" : "");
    }

    // A soft promise may be owed by the week, the month or the quarter; of a rolling one only the times are known.
    private static string Silence(NoticeLine line) => Dates.Count(line.SilentPeriods, (line.Rule as Each)?.Kind switch
    {
        PeriodKind.Week => "week",
        PeriodKind.Month => "month",
        PeriodKind.Quarter => "quarter",
        PeriodKind.HalfYear => "half-year",
        PeriodKind.Year => "year",
        _ => "due date",
    });

    private static string TargetSentence(TargetFigures target) => target.Total is not { } total ? "No readings yet."
        : (target.Short ?? target.PercentShort ?? 0) is var left && left == 0 ? $"{Number(total)} so far: the target is reached."
        : $"{Number(total)} so far, {Number(left)} short" + (target.Pace is { } pace ? (total < pace ? $"; the pace for today is {Number(pace)}." : ", and on pace.") : ".");

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private string TroubleSentence(string title, Trouble trouble) => trouble.Kind switch
    {
        TroubleKind.NotConnected => $"{title} is not connected: what it would show cannot be checked until a person records it.",
        TroubleKind.Credentials => trouble.Text,
        TroubleKind.FailingJob => $"The job {trouble.Name} has failed since {LongDay(trouble.SinceOn)} and has not succeeded since. Until it does, what it keeps is as old as its last success.{(trouble.Address is { } page ? $" Its page says why: {page}" : "")}",
        TroubleKind.NoReading => trouble.LastOn is { } read ? $"{title} was last read on {LongDay(read)}: too long ago for a verdict." : $"{title} has no reading: no verdict.",
        TroubleKind.Vacant => $"The post {title} has been vacant since {LongDay(trouble.SinceOn)}: {(trouble.Why is { } told ? $"the {told} is told in its place" : "no post above it is held either, so you are told in its place")}.",
        _ => $"{title} could not be seen {(trouble.Nights == 1 ? "in the night of" : $"for {trouble.Nights} nights running, the first on")} {LongDay(trouble.SinceOn)}: {trouble.Why}. {(trouble.LastOn is { } seen ? $"The last good look was on {LongDay(seen)}." : "There has been no good look yet.")}{Remedy(trouble)}",
    };

    private static string Remedy(Trouble trouble) => trouble.Address is not { } address ? ""
        : trouble.Name is { Kind: TargetKind.Section } ? $" Look at {address}: if the page was rebuilt, give the section’s new heading in the contract file."
        : $" Its address is {address}.";

    protected override string EventName(ToldEvent seen) => $"{ShortDay(seen.On)} at {Called(seen.Neighbourhood)}";

    protected override string NameOf(CalendarPeriod period) => period.Kind switch
    {
        PeriodKind.Week => $"the week of {period.First.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}",
        PeriodKind.Month => period.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        PeriodKind.Year => period.Label,
        _ => $"{period.First.ToString("MMMM", CultureInfo.InvariantCulture)} to {period.Last.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}",
    };

    protected override string Reason(Because because)
    {
        if (because is { Kind: BecauseKind.Above, OverdueDays: > 0 })
        {
            return $"you hold the post {because.Post}, above the {because.Of}, {because.Team}, and something of theirs has been overdue for {because.OverdueDays} days or more";
        }

        var overdue = because.OverdueDays > 0 ? $"something has been overdue for {because.OverdueDays} days or more, and " : "";
        return overdue + because.Kind switch
        {
            BecauseKind.Covers => $"you cover for the {because.Post}, {because.Team}",
            BecauseKind.HandedOver => $"it was handed to your post, {because.Post}, by the {because.Of}, {because.Team}",
            BecauseKind.Above => $"you hold the post {because.Post}, above the {because.Of}, {because.Team}",
            BecauseKind.NextUp => $"the post {because.Of}, {because.Team}, is vacant and yours, {because.Post}, is the next one up that is held",
            BecauseKind.Nobody => $"the post {because.Post}, {because.Team}, is vacant and so is every post above it",
            BecauseKind.Administrator => "you are the administrator of Nec",
            _ => $"you hold the post {because.Post}, {because.Team}",
        };
    }
}
