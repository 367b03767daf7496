using System.Globalization;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Notices;

/// <summary>The wording in Welsh (<c>cy-GB</c>). A numeral is followed by the singular, with the mutations that go with it.</summary>
internal sealed class WelshNoticeWords : NoticeText
{
    private static readonly string[] Days = ["dydd Sul", "dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn"];
    private static readonly string[] ShortDays = ["Sul", "Llun", "Maw", "Mer", "Iau", "Gwe", "Sad"];
    private static readonly string[] Months = ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"];
    private static readonly string[] ShortMonths = ["Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"];

    public override string Tag => "cy-GB";

    public override string DoneHeading => "Wedi’i wneud ers yr wythnos ddiwethaf";

    public override string UnjudgedHeading => "Ni ellid barnu’r rhain";

    public override string Heading(LineKind kind) => kind switch
    {
        LineKind.Overdue => "Hwyr",
        LineKind.Due => "Ar ddod",
        LineKind.AtRisk => "Ar ei hôl hi, neu heb fod yn ei le",
        LineKind.Unclear => "Angen eich gair",
        LineKind.Stale => "Y rheol genedlaethol: dim tudalen hŷn na thri mis",
        LineKind.Missed => "Heb ei gyflawni",
        LineKind.Cleared => "Wedi’i unioni ers i chi gael gwybod",
        LineKind.Silent => "Heb glywed dim ers tro",
        LineKind.Trouble => "Ddim fel y dylai fod",
        LineKind.Recovered => "Yn iawn eto",
        _ => "Dim i’w wneud eto",
    };

    public override string ShortDay(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{ShortDays[(int)day.DayOfWeek]} {day.Day} {ShortMonths[day.Month - 1]}");

    public override string LongDay(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Days[(int)day.DayOfWeek]} {day.Day} {Months[day.Month - 1]} {day.Year}");

    public override string Status(Status status) => status switch
    {
        Compliance.Status.NotStarted => "Heb ddechrau",
        Compliance.Status.NoRecord => "Dim cofnod eto",
        Compliance.Status.OnTrack => "Ar y trywydd iawn",
        Compliance.Status.DueSoon => "I’w wneud cyn hir",
        Compliance.Status.Overdue => "Hwyr",
        Compliance.Status.Met => "Wedi’i gyflawni",
        Compliance.Status.MetLate => "Wedi’i gyflawni’n hwyr",
        Compliance.Status.Missed => "Heb ei gyflawni",
        Compliance.Status.AtRisk => "Mewn perygl",
        Compliance.Status.Incomplete => "Anghyflawn",
        Compliance.Status.NotApplicable => "Ddim yn berthnasol",
        _ => "Methu gwirio",
    };

    public override string? Rhythm(Rule? rule) => rule switch
    {
        Every { Interval: { Unit: IntervalUnit.Month, Count: 1 } } or Each { Kind: PeriodKind.Month } => "bob mis",
        Every { Interval: { Unit: IntervalUnit.Year, Count: 1 } } or Each { Kind: PeriodKind.Year } => "bob blwyddyn",
        Every { Interval: var interval } => $"bob {Length(interval)}",
        Each { Kind: PeriodKind.Week } => "bob wythnos",
        Each { Kind: PeriodKind.Quarter } => "bob chwarter",
        Each { Kind: PeriodKind.HalfYear } => "bob hanner blwyddyn",
        _ => null,
    };

    public override string Opening(Notice notice) => notice.Kind switch
    {
        NoticeKind.Admin when notice.Lines.All(line => line.Kind == LineKind.Recovered) => $"Mae’r hyn na allai Nec ei weld na’i wneud, neu’r rhai na allai eu hysbysu, yn iawn eto ar {OnDay(notice.Day)}.",
        NoticeKind.Admin => $"Yr hyn na allai Nec ei weld na’i wneud, neu’r rhai na allai eu hysbysu, hyd at {OnDay(notice.Day)}{(notice.Lines.Any(line => line.Kind == LineKind.Recovered) ? ", a’r hyn sy’n iawn eto" : "")}. Nid yw’n cyfrif yn erbyn unrhyw dîm.",
        NoticeKind.Quiet => $"Ar {OnDay(notice.Day)} mae’r system yn rhedeg, ac nid oes dim {(notice.Unjudged.Count > 0 ? "newydd " : "")}y mae angen i chi ei wneud.{(notice.Unjudged.Count > 0 ? " Nid oes ffynhonnell sy’n dangos yr hyn a restrir isod; mae’n aros am gofnod gan berson, ac nid yw’n cyfrif yn erbyn neb." : "")}",
        NoticeKind.Handover => $"Rydych wedi ymgymryd â swydd {notice.Post}{(notice.Before is { } before ? $" ar ôl {before.Name}, a’i daliodd hyd at {OnDay(before.Until)}" : "")}. Dyma sy’n perthyn iddi ar {OnDay(notice.Day)}: beth sydd ar agor, pryd y’i gwnaed ddiwethaf, a beth sydd i’w wneud nesaf.",
        _ when !notice.Lines.Any(NeedsReader) => $"Ar {OnDay(notice.Day)} {Asked(notice.Lines)}.{Besides(notice)}",
        _ => (notice.Kind == NoticeKind.Digest ? $"Dyma eich wythnos o {OnDay(notice.Day)}: " : "Heddiw ") + Asked(notice.Lines) + "."
            + Besides(notice),
    };

    public override string Action(NoticeLine line) => line.Kind switch
    {
        LineKind.Overdue => $"{Titled(line)}. Roedd i’w wneud erbyn {LongDay(line.DueOn!.Value)}.",
        LineKind.Unclear => $"{line.Title}: ai diweddariad go iawn oedd y newid ar dudalen {Called(line.WaitingPage ?? "")}?",
        LineKind.Missed => $"{Titled(line)}. Roedd i’w wneud erbyn {LongDay(line.DueOn!.Value)}{(line.Target is null ? ", ac mae’n cyfrif fel un a fethwyd" : "")}.",
        LineKind.Cleared => $"{Titled(line)}. Roedd i’w wneud erbyn {LongDay(line.DueOn!.Value)}, {(line.Status == Compliance.Status.NotApplicable ? "ac mae wedi’i gau ers hynny, heb gyfrif" : line is { Rule: Every, LastOn: { } last } && last > line.DueOn ? $"a’i gyflawni {OnDay(last)}" : "ac mae wedi’i gyflawni ers hynny")}.",
        LineKind.AtRisk when line.Target is null => line.DueOn is { } wasDue ? $"{line.Title}. Roedd i’w wneud erbyn {LongDay(wasDue)}." : $"{line.Title}.",
        LineKind.Stale when line.StalePages.Count > 0 => $"{line.Title}.",
        LineKind.Stale => $"{line.Title}. {(line.IsStale ? $"Mae wedi dyddio ers {LongDay(line.StaleFrom!.Value)}" : $"Bydd wedi dyddio o {OnDay(line.StaleFrom!.Value)} ymlaen")}.",
        LineKind.Silent => $"{line.Title}. Nid oes dim wedi’i gofnodi ers {Silence(line)}.",
        LineKind.Trouble => TroubleSentence(Target(line), line.Trouble!),
        LineKind.Recovered when line.Trouble is { Kind: TroubleKind.Vacant } => $"Mae gan swydd {line.Title}, a fu’n wag ers {LongDay(Dates.Parse(line.Period))}, ddeiliad neu ddirprwy eto.",
        LineKind.Recovered when line.Trouble is { Kind: TroubleKind.Credentials } => $"Mae manylion mynediad {line.Title} yn gweithio fel y dylent eto.",
        LineKind.Recovered when line.Trouble is { Kind: TroubleKind.FailingJob } => $"Mae’r dasg {line.Title}, a fu’n methu ers {LongDay(Dates.Parse(line.Period))}, yn llwyddo eto.",
        LineKind.Recovered => $"Mae {Target(line)}, na welwyd ers {LongDay(Dates.Parse(line.Period))}, i’w weld eto.",
        LineKind.Later when line is { Status: Compliance.Status.Met, DueOn: { } until } => $"{line.Title}: eisoes wedi’i wneud ar gyfer y cyfnod hyd at {OnDay(until)}.",
        LineKind.Later => $"{line.Title}{(line.DueOn is { } due ? $": nesaf erbyn {LongDay(due)}" : "")}{(line is { StaleFrom: { } from, IsStale: false } && !(from > line.DueOn) ? $", ond bydd wedi dyddio o {OnDay(from)} ymlaen yn ôl y rheol genedlaethol o dri mis" : "")}.",
        _ => $"{(line.Event is null ? line.Title : Titled(line))} {(line.IsDueToday ? "heddiw," : "erbyn")} {LongDay(line.DueOn!.Value)}.",
    };

    public override string? Standing(NoticeLine line) => line.Kind switch
    {
        LineKind.Trouble or LineKind.Recovered or LineKind.Silent or LineKind.Unclear or LineKind.Cleared => null,
        LineKind.Later when line.Status == Compliance.Status.UnableToCheck => "Ni ellir ei weld ar hyn o bryd: nid yw hynny’n cyfrif yn erbyn neb.",
        _ when line.Target is { } target => TargetSentence(target),
        LineKind.Missed => "Nid oedd dim wedi’i gofnodi mewn pryd." + (line.Owner is null ? " Os cafodd ei wneud wedi’r cyfan, gall eich gweinyddwr Nec ei gofnodi o hyd, gyda’r rheswm." : ""),
        LineKind.Stale => null,
        LineKind.AtRisk when line.DueOn is null => $"Nid yw hyn yn ei le ar hyn o bryd{(line.Why is { } why ? $": {why}" : "")}.",
        LineKind.Later when line is { Rule: Compliance.Rules.Standing, LastOn: null, Status: Compliance.Status.Met or Compliance.Status.OnTrack } => "Mae yn ei le.",
        _ when line.Event is not null => null,
        _ when line.Lacking.Count > 0 => $"Ni welwyd diweddariad go iawn eto{(PeriodName(line.Rule, line.Period) is { } name ? $" ar gyfer {name}" : "")}: {string.Join(", ", line.Lacking.Select(Called))}.",
        _ when line.Unseen.Count > 0 => null,
        _ when line.IncompleteOn is { } on => $"Cynhaliwyd y cyfarfod {OnDay(on)}, ond nid oes {(line.Lacks == RecordNeed.Feedback ? "adborth" : "nodyn")} wedi’i gofnodi.{(line.Owner is not null ? "" : line.Lacks == RecordNeed.Feedback ? " Cofnodwch yr hyn a ddywedwyd, neu na ddywedwyd dim, a bydd yn cyfrif." : " Cofnodwch un, a bydd yn cyfrif.")}",
        _ => line.LastOn is { } last ? $"Fe’i gwnaed ddiwethaf {OnDay(last)}." : "Nid oes dim wedi’i gofnodi eto.",
    };

    public override string? Pages(NoticeLine line)
    {
        var stale = line.StalePages.Select(page => page.IsStale ? $"mae {Called(page.Page)} wedi dyddio ers {LongDay(page.From)}" : $"bydd {Called(page.Page)} wedi dyddio o {OnDay(page.From)} ymlaen").ToList();
        var unseen = line.Unseen.Select(page => $"Ni chafwyd hyd i {Called(page.Page)} ers {LongDay(page.Since)}: nid yw hynny’n cyfrif yn erbyn neb, ac mae’r gweinyddwr yn gwybod.");
        var sentences = stale.Count > 0 ? unseen.Prepend(line.Kind == LineKind.Stale ? $"{char.ToUpperInvariant(stale[0][0])}{string.Join("; ", stale)[1..]}." : $"Yn ôl y rheol genedlaethol o dri mis, {string.Join("; ", stale)}.") : unseen;
        return string.Join(' ', sentences) is { Length: > 0 } said ? said : null;
    }

    public override string? Still(NoticeLine line)
    {
        if (line.IsIntroduction)
        {
            return "Gofynnir hyn nawr am fod deiliad newydd i’r swydd.";
        }

        var until = line.RecordableUntil is { } last ? $"Gellir ei gofnodi o hyd hyd at {OnDay(last)}." : null;
        var running = line.Running is { } next ? $"Mae’r {(PeriodName(line.Rule, next.Period) is { } name ? $"un ar gyfer {name}" : "nesaf")} i’w wneud erbyn {LongDay(next.DueOn)}." : null;
        return until is null && running is null ? null : string.Join(' ', new[] { until, running }.OfType<string>());
    }

    public override string Whose(AnsweredBy owner) =>
        $"Mae’n perthyn i swydd {owner.Post}{(owner.Name is { } name ? $", {name}{(owner.Since is { } since ? $", yn y swydd ers {LongDay(since)}" : "")}." : ", sy’n wag.")}";

    public override string Alongside(IReadOnlyList<string> titles) => $"Mae’r un cofnod yn cyflawni {string.Join(" a hefyd ", titles.Select(title => $"“{Inner(title)}”"))} hefyd, os yw’n dweud beth a ddywedwyd.";

    public override string? Late(int days) => days > 0 ? $"Mae’r nodyn hwn {DaysOf(days)} yn hwyr, am nad anfonwyd dim yn y cyfamser." : null;

    public override string Promise(string promise) => $"Yr addewid: “{Inner(promise)}”";

    public override string Counts(string counts) => $"Yr hyn sy’n cyfrif: {counts.TrimEnd('.')}.";

    public override string Next(DateOnly on) => $"Nodyn nesaf: {ShortDay(on)}, dim ond os yw’n dal ar agor.";

    public override string Score(NoticeKind kind, TeamScore score) => kind == NoticeKind.Quiet
        ? string.Create(CultureInfo.InvariantCulture, $"{score.TeamTitle}: gellid barnu {score.Kept} o’r {Promises(score.FellDue)}.")
        : string.Create(CultureInfo.InvariantCulture, $"{score.TeamTitle}: cadwyd {score.Kept} o’r {Promises(score.FellDue)} i’w cyflawni ers {score.Since.Day} {Months[score.Since.Month - 1]} {score.Since.Year}.");

    public override string HowToAnswer(bool hasLinks, bool canReply) => hasLinks
        ? $"Mae “{LinkVerb(true)}” yn agor tudalen lle mae un gwasgiad yn ei gofnodi; nid yw ei hagor yn cofnodi dim."
        : canReply
        ? "Wedi gwneud un o’r rhain? Atebwch gan nodi’r diwrnod a sut y’i gwnaed; bydd pwy bynnag sy’n darllen yr atebion yn ei gofnodi."
        : "Wedi gwneud un o’r rhain? Rhowch wybod i’ch gweinyddwr Nec ar ba ddiwrnod a sut y’i gwnaed; caiff ei gofnodi ar gyfer y diwrnod hwnnw.";

    public override string LinkVerb(bool records) => records ? "Cofnodi" : "Gweld";

    public override IReadOnlyList<(string Part, string Words)> SmallLinks =>
        [("#snooze", "Wedi’i drefnu at eto?"), ("#hand-over", "Rhywun arall yn mynd?"), ("#not-applicable", "Ddim yn berthnasol?"), ("/due.ics", "Rhoi yn fy nghalendr")];

    public override string SmallLinksSentence => "Yno gallwch hefyd gael eich atgoffa eto, ei drosglwyddo, dweud nad yw’n berthnasol, neu ei roi yn eich calendr.";

    protected override string AndThe => " a hefyd ";

    protected override string YouGetThisBecause(string reasons) => $"Rydych yn cael y nodyn hwn oherwydd {reasons}.";

    protected override string SubjectOf(NoticeLine line) => line.Kind switch
    {
        LineKind.Unclear => $"{line.Title}: diweddariad go iawn o {Called(line.WaitingPage ?? "")}?",
        LineKind.Cleared => $"{Titled(line)}: wedi’i unioni",
        LineKind.Overdue => $"{Titled(line)}: roedd i’w wneud erbyn {ShortDay(line.DueOn!.Value)}",
        LineKind.Missed => $"{Titled(line)}: heb ei gyflawni erbyn {ShortDay(line.DueOn!.Value)}",
        LineKind.Stale => $"{line.Title}: yn dyddio ({ShortDay(line.StaleFrom!.Value)})",
        LineKind.Silent => $"{line.Title}: dim ers {Silence(line)}",
        LineKind.AtRisk when line is { Target: null, DueOn: { } wasDue } => $"{line.Title}: roedd i’w wneud erbyn {ShortDay(wasDue)}",
        _ => (line.Event is null ? line.Title : Titled(line)) + (line.DueOn is { } due ? $" {(line.IsDueToday ? "heddiw," : "erbyn")} {ShortDay(due)}" : "") + (Rhythm(line.Rule) is { } rhythm ? $" ({rhythm})" : ""),
    };

    protected override string AndMore(string subject, int more) => $"{subject}, {And(more)} arall";

    protected override string AdminSubject(int silent, int vacant, int failing, int back) => "Nec: " + string.Join(", ", new[]
    {
        silent > 0 ? $"{Sources(silent)} heb fod yn iawn" : "",
        vacant > 0 ? $"{Number(vacant)} swydd wag" : "",
        failing > 0 ? $"{Number(failing)} {(failing == 2 ? "dasg" : "tasg")} yn methu" : "",
        back > 0 ? $"{Number(back)} yn iawn eto" : "",
    }.Where(part => part.Length > 0));

    protected override string QuietSubject(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"Nec: popeth yn dawel, {Months[day.Month - 1]} {day.Year}");

    protected override string AboveSubject(string subject) => $"Er gwybodaeth i chi: {subject}";

    protected override string TroubleSubject(NoticeLine line) => line.Trouble switch
    {
        { Kind: TroubleKind.Vacant } => $"Nec: swydd {line.Title} yn wag",
        { Kind: TroubleKind.Credentials } => $"Nec: edrychwch ar fanylion mynediad {line.Title}",
        { Kind: TroubleKind.FailingJob } => $"Nec: y dasg {line.Title} yn methu",
        { Kind: TroubleKind.NotConnected } => $"Nec: {Target(line)} heb ei gysylltu",
        _ => $"Nec: heb weld {Target(line)} ers {ShortDay(line.Trouble!.SinceOn)}",
    };

    private static string Target(NoticeLine line) => line.Trouble?.Name is not { } target ? line.Title : target.Kind switch
    {
        TargetKind.PageOrAccount => $"tudalen neu gyfrif {Called(target.Name)}",
        TargetKind.Page => $"tudalen {Called(target.Name)}",
        TargetKind.Section => $"adran “{target.Section}” tudalen {Called(target.Name)}",
        TargetKind.Account => $"cyfrif {Called(target.Name)}",
        TargetKind.Neighbourhood => $"cymdogaeth {target.Name}",
        TargetKind.Events => "rhestr digwyddiadau data.police.uk",
        _ => line.Obligation,
    };

    protected override string HandoverSubject(Notice notice) => $"Eich swydd: {Promises(notice.Lines.Sum(line => line.Promises))}, {notice.Lines.Where(line => line.Kind == LineKind.Overdue).Sum(line => line.Promises)} yn hwyr";

    // “On Monday”, and after a preposition that mutates: dydd becomes ddydd.
    private string OnDay(DateOnly day) => $"d{LongDay(day)}";

    private static string Besides(Notice notice) => notice.AlsoOverdue == 0 ? ""
        : $" At hynny, mae {Promises(notice.AlsoOverdue)} arall i chi yn hwyr; mae nodyn cyntaf yr wythnos yn {(notice.AlsoOverdue == 1 ? "ei restru" : "eu rhestru")}.";

    private static string Asked(IReadOnlyList<NoticeLine> lines)
    {
        var theirs = lines.Where(NeedsReader).Sum(line => line.Promises);
        var others = lines.Sum(line => line.Promises) - theirs;
        return theirs == 0 ? $"mae {Promises(others)} er gwybodaeth i chi, ac ni ofynnir dim gennych"
            : $"mae angen eich sylw ar {Promises(theirs)}" + (others > 0 ? $", ac mae {Number(others)} arall er gwybodaeth i chi" : "");
    }

    private static string Silence(NoticeLine line) => (line.Rule as Each)?.Kind switch
    {
        PeriodKind.Week => Weeks(line.SilentPeriods),
        PeriodKind.Month => Length(new(line.SilentPeriods, IntervalUnit.Month)),
        PeriodKind.Quarter => $"{Number(line.SilentPeriods)} chwarter",
        PeriodKind.HalfYear => $"{Number(line.SilentPeriods)} hanner blwyddyn",
        PeriodKind.Year => Length(new(line.SilentPeriods, IntervalUnit.Year)),
        _ => $"{Number(line.SilentPeriods)} {(line.SilentPeriods == 2 ? "ddyddiad" : "dyddiad")} cyflawni",
    };

    private static string TargetSentence(TargetFigures target) => target.Total is not { } total ? "Dim darlleniad eto."
        : (target.Short ?? target.PercentShort ?? 0) is var left && left == 0 ? $"{Number(total)} hyd yma: mae’r targed wedi’i gyrraedd."
        : $"{Number(total)} hyd yma, {Number(left)} yn brin" + (target.Pace is { } pace ? (total < pace ? $"; dylai fod yn {Number(pace)} heddiw." : ", ac ar y trywydd iawn.") : ".");

    private string TroubleSentence(string title, Trouble trouble) => trouble.Kind switch
    {
        TroubleKind.NotConnected => $"Nid yw {title} wedi’i gysylltu: ni ellir gwirio’r hyn y byddai’n ei ddangos nes i rywun ei gofnodi.",
        TroubleKind.Credentials => trouble.Text,
        TroubleKind.FailingJob => $"Mae’r dasg {trouble.Name} yn methu ers {LongDay(trouble.SinceOn)}, ac nid yw wedi llwyddo ers hynny. Hyd nes y bydd, mae’r hyn y mae’n ei gadw cyn hyned â’i llwyddiant diwethaf.{(trouble.Address is { } page ? $" Mae ei thudalen yn dweud pam: {page}" : "")}",
        TroubleKind.NoReading => trouble.LastOn is { } read ? $"Darllenwyd {title} ddiwethaf {OnDay(read)}: rhy bell yn ôl i farnu." : $"Nid oes darlleniad o {title}: ni ellir barnu.",
        TroubleKind.Vacant => $"Mae swydd {title} yn wag ers {LongDay(trouble.SinceOn)}: {(trouble.Why is { } told ? $"hysbysir swydd {told} yn ei lle" : "nid oes neb mewn swydd uwch ei phen chwaith, felly chi a hysbysir yn ei lle")}.",
        _ => $"Ni ellid gweld {title} am {Nights(trouble.Nights)} yn olynol, y gyntaf {OnDay(trouble.SinceOn)}: {trouble.Why}. {(trouble.LastOn is { } seen ? $"Roedd yr olwg dda ddiwethaf {OnDay(seen)}." : "Ni chafwyd golwg dda eto.")}{Remedy(trouble)}",
    };

    private static string Remedy(Trouble trouble) => trouble.Address is not { } address ? ""
        : trouble.Name is { Kind: TargetKind.Section } ? $" Edrychwch ar {address}: os ailadeiladwyd y dudalen, rhowch bennawd newydd yr adran yn ffeil y contract."
        : $" Ei chyfeiriad yw {address}.";

    protected override string EventName(ToldEvent seen) => $"{ShortDay(seen.On)}, {Called(seen.Neighbourhood)}";

    protected override string NameOf(CalendarPeriod period) => period.Kind switch
    {
        PeriodKind.Week => string.Create(CultureInfo.InvariantCulture, $"yr wythnos o {period.First.Day} {Months[period.First.Month - 1]} {period.First.Year}"),
        PeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{Months[period.First.Month - 1]} {period.First.Year}"),
        PeriodKind.Year => period.Label,
        _ => string.Create(CultureInfo.InvariantCulture, $"{Months[period.First.Month - 1]}–{Months[period.Last.Month - 1]} {period.Last.Year}"),
    };

    protected override string Reason(Because because)
    {
        // “A’ch” and “a” join it to what stands before it.
        var (yours, and) = because.OverdueDays == 0 ? ("eich", "") : ("a’ch", "a ");
        var reason = because.Kind switch
        {
            BecauseKind.HandedOver => $"{and}bod {because.Of}, {because.Team}, wedi’i drosglwyddo i’ch swydd, {because.Post}",
            BecauseKind.Covers => $"{yours} bod yn dirprwyo yn swydd {because.Post}, {because.Team}",
            BecauseKind.Above => $"{yours} bod yn dal swydd {because.Post}, uwchben {because.Of}, {because.Team}",
            BecauseKind.NextUp => $"{and}bod swydd {because.Of}, {because.Team}, yn wag ac mai eich swydd chi, {because.Post}, yw’r nesaf i fyny sydd â deiliad",
            BecauseKind.Nobody => $"{and}bod swydd {because.Post}, {because.Team}, yn wag a phob swydd uwch ei phen hefyd",
            BecauseKind.Administrator => $"{and}mai chi yw gweinyddwr Nec",
            _ => $"{yours} bod yn dal swydd {because.Post}, {because.Team}",
        };
        return because.OverdueDays == 0 ? reason : $"bod rhywbeth yn hwyr ers {DaysOf(because.OverdueDays)} neu fwy, {reason}";
    }

    // “A” before a consonant, “ac” before a vowel, by how the number is said: un, wyth, un deg un, wyth deg.
    private static string And(int number) => $"{(number is 1 or 8 or (>= 11 and <= 19) or (>= 80 and <= 89) ? "ac" : "a")} {Number(number)}";

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Length(Interval interval) => interval.Unit switch
    {
        IntervalUnit.Day => DaysOf(interval.Count),
        IntervalUnit.Week => Weeks(interval.Count),
        IntervalUnit.Month => interval.Count == 2 ? "2 fis" : $"{interval.Count} mis",
        _ => interval.Count switch { 1 => "blwyddyn", 2 => "2 flynedd", _ => $"{interval.Count} blynedd" },
    };

    // A vowel takes no soft mutation; “diwrnod” takes the soft one after 2 and the nasal one after 7, 8, 9 and 10.
    private static string Promises(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} addewid");

    private static string Weeks(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} wythnos");

    private static string Nights(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} noson");

    private static string Sources(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ffynhonnell");

    private static string DaysOf(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 2 ? "ddiwrnod" : count is 7 or 8 or 9 or 10 ? "niwrnod" : "diwrnod")}");
}
