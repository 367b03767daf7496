using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>One representative notice of each kind, made by hand; among them every kind of line.</summary>
internal sealed class Letters(Language language)
{
    private static readonly DateOnly Monday = A.Day("2025-11-03");
    private static readonly Recipient Admin = new("Administrator", "admin@example.org");
    private static readonly DateOnly Began = A.Day("2025-04-01");
    private readonly Said _said = Said.In(language);

    public static MessageSettings MessageSettings { get; } = new() { Marking = "OFFICIAL", ReplyTo = "team@example.org", PublicAddress = "https://nec.example.org" };

    private Because Own => new(BecauseKind.Holds, _said.Inspector, _said.Team);

    public Notice Of(NoticeKind kind) => kind switch
    {
        NoticeKind.Digest => Digest,
        NoticeKind.Urgent => Urgent,
        NoticeKind.Admin => Trouble,
        NoticeKind.Quiet => new() { Kind = kind, Recipient = Admin with { Language = language }, Day = Monday, Lines = [], Scores = [new(_said.Team, 19, 21, Began)], Unjudged = [_said.Events, _said.Update] },
        _ => Handover,
    };

    private Notice Digest => new()
    {
        Kind = NoticeKind.Digest,
        Recipient = _said.Reader,
        Day = Monday,
        Scores = [new(_said.Team, 3, 4, Began)],
        Done = [new(string.Format(null, _said.Clerk, "Bridport"), A.Day("2025-10-29")), new(_said.Newsletter, A.Day("2025-10-30"), new Each(PeriodKind.Quarter), "2025-Q4")],
        Lines =
        [
            Clerk("Sherborne", LineKind.Overdue, Status.Overdue, "2025-10-31") with { LastOn = A.Day("2025-04-30"), Promise = "" },
            Line("group", _said.Contact, LineKind.Overdue, Status.Overdue, new Each(PeriodKind.Month)) with { Period = "2025-10", DueOn = A.Day("2025-10-31"), RecordableUntil = A.Day("2025-11-14"), Running = new("2025-11", A.Day("2025-11-30")) },
            Clerk("Dorchester", LineKind.Overdue, Status.Overdue, "2025-11-01") with { IncompleteOn = A.Day("2025-10-20"), Lacks = RecordNeed.Feedback },
            Clerk("Lyme Regis", LineKind.Due, Status.DueSoon, "2025-11-14") with { LastOn = A.Day("2025-05-14"), NextOn = A.Day("2025-11-07"), Alongside = [_said.Update] },
            Line("update", _said.Update, LineKind.Due, Status.DueSoon, new Each(PeriodKind.Quarter)) with { Promise = _said.UpdatePromise, DueOn = A.Day("2025-12-01"), Period = "2025-Q4", Lacking = ["town", "village-green"], StalePages = [new("town", A.Day("2025-10-20"), true)], Unseen = [new("harbour", A.Day("2025-10-30"))] },
            Line("likes", _said.Likes, LineKind.AtRisk, Status.AtRisk, new TargetBy(["bridport"], 7462, 8200, null, A.Day("2025-12-31"))) with { DueOn = A.Day("2025-12-31"), Target = Figures(8000, 200, 8066) },
            Line("ahead", _said.Events, LineKind.AtRisk, Status.AtRisk, new Standing(null)),
            Line("priorities", _said.Update, LineKind.Unclear, Status.OnTrack, new Each(PeriodKind.Quarter)) with { WaitingPage = "town" },
            Line("priorities", _said.Update, LineKind.Stale, Status.OnTrack, new Each(PeriodKind.Quarter)) with { StaleFrom = A.Day("2025-10-12"), StalePages = [new("town", A.Day("2025-10-12"), true), new("lyme-regis", A.Day("2025-11-12"), false)] },
            Line("newsletter", _said.Newsletter, LineKind.Missed, Status.Missed, new Each(PeriodKind.Quarter)) with { DueOn = A.Day("2025-09-30"), Period = "2025-Q3" },
            Line("contact", _said.Contact, LineKind.Silent, Status.OnTrack, new Each(PeriodKind.Week)) with { SilentPeriods = 3 },
        ],
    };

    private Notice Urgent => new()
    {
        Kind = NoticeKind.Urgent,
        Recipient = _said.Reader,
        Day = A.Day("2025-11-12"),
        Scores = [new(_said.Team, 1, 1, Began)],
        AlsoOverdue = 3,
        Lines =
        [
            Clerk("Sherborne", LineKind.Overdue, Status.Overdue, "2025-10-31") with { Because = new(BecauseKind.Above, _said.Chief, _said.Team, _said.Inspector, 7), DaysLate = 3, Owner = new(_said.Inspector, "Idris Vaughan", A.Day("2025-11-02")) },
            Line("newsletter", _said.Newsletter, LineKind.Overdue, Status.Overdue, new Each(PeriodKind.Month)) with { DueOn = A.Day("2025-10-31"), Because = new(BecauseKind.NextUp, _said.Chief, _said.Team, _said.Inspector, 7) },
            Clerk("Bridport", LineKind.Due, Status.DueSoon, "2025-11-14") with { DaysLate = 2, Because = new(BecauseKind.Covers, _said.Inspector, _said.Team) },
            Clerk("Dorchester", LineKind.Due, Status.DueSoon, "2025-11-12") with { IsDueToday = true, IsIntroduction = true },
            Line("group", _said.Contact, LineKind.Cleared, Status.MetLate, new Each(PeriodKind.Month)) with { Period = "2025-10", DueOn = A.Day("2025-10-31"), Owner = new(_said.Inspector, null, null), Because = new(BecauseKind.Above, _said.Chief, _said.Team, "Sergeant") },
        ],
    };

    private Notice Trouble => new()
    {
        Kind = NoticeKind.Admin,
        Recipient = Admin with { Language = language },
        Day = Monday,
        Lines =
        [
            Seen(LineKind.Trouble, new(TroubleKind.Silent, TroubleKey.Target("lyme-regis"), A.Day("2025-10-31"), "") { Name = new(TargetKind.Page, "lyme-regis"), Nights = 3, Why = "HTTP 403", LastOn = A.Day("2025-10-30") }),
            Seen(LineKind.Trouble, new(TroubleKind.Silent, TroubleKey.Target("X2"), A.Day("2025-10-27"), "") { Nights = 7, Why = "HTTP 500" }),
            Seen(LineKind.Trouble, new(TroubleKind.NotConnected, TroubleKey.Target("facebook"), Monday, "")),
            Seen(LineKind.Trouble, new(TroubleKind.NoReading, TroubleKey.Target("bridport"), Monday, "") { LastOn = A.Day("2025-10-20") }),
            Seen(LineKind.Trouble, new(TroubleKind.NoReading, TroubleKey.Target("sherborne"), Monday, "")),
            Seen(LineKind.Trouble, new(TroubleKind.Vacant, TroubleKey.Target("inspector"), A.Day("2025-11-01"), "") { Why = _said.Chief }) with { Title = _said.Inspector },
            Seen(LineKind.Trouble, new(TroubleKind.Vacant, TroubleKey.Target("sergeant"), A.Day("2025-11-01"), "")) with { Title = "Sergeant" },
            Seen(LineKind.Recovered, new(TroubleKind.Silent, TroubleKey.Target("X1"), A.Day("2025-10-24"), "")),
            Seen(LineKind.Recovered, new(TroubleKind.Vacant, TroubleKey.Target("chief-inspector"), A.Day("2025-10-01"), "")) with { Title = _said.Chief },
        ],
    };

    private Notice Handover => new()
    {
        Kind = NoticeKind.Handover,
        Recipient = _said.Reader,
        Day = Monday,
        Post = _said.Inspector,
        Before = new("Idris Vaughan", A.Day("2025-11-02")),
        Lines =
        [
            Clerk("Sherborne", LineKind.Overdue, Status.Overdue, "2025-10-31") with { LastOn = A.Day("2025-04-30"), Promise = "", Counts = null },
            Clerk("Lyme Regis", LineKind.Later, Status.OnTrack, "2026-01-14") with { LastOn = A.Day("2025-07-14"), Promise = "", Counts = null, StaleFrom = A.Day("2026-01-02") },
            Line("newsletter", _said.Newsletter, LineKind.Later, Status.Met, new Each(PeriodKind.Quarter)) with { DueOn = A.Day("2025-12-31"), LastOn = A.Day("2025-10-06") },
            Line("update", _said.Update, LineKind.Later, Status.UnableToCheck, new Each(PeriodKind.Quarter)) with { DueOn = A.Day("2025-12-31") },
            Line("contacts", _said.Contact, LineKind.Later, Status.NoRecord, new Standing(null)),
        ],
    };

    private NoticeLine Clerk(string place, LineKind kind, Status status, string dueOn) =>
        Line("clerk-meeting", string.Format(null, _said.Clerk, place), kind, status, new Every(new(6, IntervalUnit.Month))) with
        {
            Obligation = $"clerk-meeting/{place.ToLowerInvariant().Replace(' ', '-')}",
            DueOn = A.Day(dueOn),
            Promise = _said.ClerkPromise,
            Counts = _said.ClerkCounts,
        };

    private NoticeLine Line(string id, string title, LineKind kind, Status status, Rule rule) => new()
    {
        Team = "north",
        Obligation = id,
        Commitment = id,
        Kind = kind,
        Title = title,
        Rule = rule,
        Status = status,
        Period = "2025-Q4",
        Post = "inspector",
        Because = Own,
    };

    private static NoticeLine Seen(LineKind kind, Trouble trouble) => new()
    {
        Team = "north",
        Obligation = trouble.Target.ToString(),
        Commitment = trouble.Target.ToString(),
        Post = "admin",
        Kind = kind,
        Title = trouble.Target.ToString(),
        Trouble = trouble,
        Status = Status.UnableToCheck,
        Period = Dates.Iso(trouble.SinceOn),
        Because = new(BecauseKind.Administrator, "", "North"),
    };

    private static TargetFigures Figures(long total, long left, long pace) => new() { Total = total, Target = 8200, Short = left, PercentTarget = null, PercentShort = null, Pace = pace };
}
