using System.Globalization;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;

namespace Nec.Core.Notices;

/// <summary>The wording in Welsh (<c>cy-GB</c>). A numeral is followed by the singular, with the mutations that go with it.</summary>
internal sealed class WelshNoticeWords : NoticeWords
{
    private static readonly string[] Days = ["Dydd Sul", "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn"];
    private static readonly string[] ShortDays = ["Sul", "Llun", "Maw", "Mer", "Iau", "Gwe", "Sad"];
    private static readonly string[] Months = ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"];
    private static readonly string[] ShortMonths = ["Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"];

    public override string Tag => "cy-GB";

    public override string DoneHeading => "Wedi’i wneud ers yr wythnos diwethaf";

    public override string Heading(LineKind kind) => kind switch
    {
        LineKind.Overdue => "Hwyr",
        LineKind.Due => "Ar ddod",
        LineKind.AtRisk => "Ar ei hôl hi",
        LineKind.Unclear => "Angen eich gair",
        LineKind.Stale => "Yn mynd yn hen",
        LineKind.Missed => "Heb ei gyflawni",
        LineKind.Silent => "Heb glywed dim ers tro",
        LineKind.Trouble => "Heb ei weld",
        LineKind.Recovered => "Wedi’i weld eto",
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
        NoticeKind.Digest => $"Dyma eich wythnos o {LongDay(notice.Day)}: mae angen eich sylw ar {Promises(notice.Lines.Count)}.",
        NoticeKind.Admin => $"Yr hyn na ellid ei weld, neu sydd i’w weld eto, {LongDay(notice.Day)}. Nid yw’n cyfrif yn erbyn unrhyw dîm.",
        NoticeKind.Quiet => $"{LongDay(notice.Day)}: mae’r system yn rhedeg, ac nid oes dim y mae angen i chi ei wneud.",
        NoticeKind.Handover => $"Rydych wedi cymryd y swydd {notice.Post}. Dyma sy’n perthyn iddi, {LongDay(notice.Day)}: beth sydd ar agor, pryd y’i gwnaed ddiwethaf, a beth sydd i’w wneud nesaf.",
        _ when notice.Lines.All(line => line.Because.OverdueDays > 0) => $"Er gwybodaeth: mae {Promises(notice.Lines.Count)} yn hwyr, ac mae’r swyddog wedi cael gwybod.",
        _ => $"Mae angen eich sylw ar {Promises(notice.Lines.Count)} heddiw.",
    };

    public override string Action(NoticeLine line) => line.Kind switch
    {
        LineKind.Overdue => $"{line.Title}. Roedd i’w wneud erbyn {LongDay(line.DueOn!.Value)}.",
        LineKind.Missed => $"{line.Title}. Roedd i’w wneud erbyn {LongDay(line.DueOn!.Value)}, ac mae’r dyddiau ar gyfer cofnodi’n hwyr ar ben.",
        LineKind.Stale => $"{line.Title}. Yn ôl y tri mis cenedlaethol {(line.Tells.Any(told => told.Step == "stale") ? "mae’n hen ers" : "bydd yn hen o")} {LongDay(line.StaleFrom!.Value)}.",
        LineKind.Unclear => $"{line.Title}: ai diweddariad go iawn oedd y newid ar y dudalen {line.WaitingPage}?",
        LineKind.Silent => $"{line.Title}. Nid oes dim wedi’i gofnodi ers {Weeks(line.SilentPeriods)}.",
        LineKind.Trouble => TroubleSentence(line.Trouble!),
        LineKind.Recovered => $"{line.Obligation}, yn dawel ers {LongDay(Dates.Parse(line.Period))}, i’w weld eto.",
        LineKind.AtRisk when line.DueOn is null => $"{line.Title}.",
        LineKind.Later => $"{line.Title}{(line.DueOn is { } due ? $": nesaf erbyn {LongDay(due)}" : "")}.",
        _ => $"{line.Title} erbyn {LongDay(line.DueOn!.Value)}.",
    };

    public override string? Standing(NoticeLine line) => line.Kind switch
    {
        LineKind.Trouble or LineKind.Recovered or LineKind.Silent or LineKind.Unclear => null,
        LineKind.Missed => "Nid oedd dim wedi’i gofnodi mewn pryd.",
        _ when line.Target is { } target => TargetSentence(target),
        LineKind.AtRisk => "Nid yw’n dal ar hyn o bryd.",
        _ when line.Lacking.Count > 0 => $"Dim diweddariad go iawn wedi’i weld eto: {string.Join(", ", line.Lacking)}."
            + (line.Kind != LineKind.Stale && line.StaleFrom is { } stale ? $" Yn ôl y tri mis cenedlaethol mae’n hen ers {ShortDay(stale)}." : ""),
        _ => line.LastOn is { } last ? $"Gwnaed ddiwethaf {LongDay(last)}." : "Nid oes dim wedi’i gofnodi eto.",
    };

    public override string? Late(int days) => days > 0 ? $"Mae’r nodyn hwn {DaysOf(days)} yn hwyr, am na anfonwyd dim yn y cyfamser." : null;

    public override string Promise(string promise) => $"Yr addewid: “{Inner(promise)}”";

    public override string Counts(string counts) => $"Yr hyn sy’n cyfrif: {counts.TrimEnd('.')}.";

    public override string Next(DateOnly on) => $"Daw nodyn arall {ShortDay(on)}, dim ond os yw’n dal ar agor.";

    public override string Score(NoticeKind kind, TeamScore score) => kind == NoticeKind.Quiet
        ? string.Create(CultureInfo.InvariantCulture, $"{score.TeamTitle}: gellid barnu {score.Kept} o {Promises(score.FellDue)}.")
        : string.Create(CultureInfo.InvariantCulture, $"{score.TeamTitle}: cadwyd {score.Kept} o’r {Promises(score.FellDue)} hyd yma.");

    public override string HowToAnswer(bool hasLinks, bool canReply) => hasLinks
        ? "Mae pob dolen yn agor tudalen lle mae un gwasgiad yn ei gofnodi; nid yw ei hagor yn cofnodi dim."
        : canReply
        ? "Wedi gwneud un o’r rhain? Atebwch gyda’r dyddiad a sut y’i gwnaed; caiff ei gofnodi gyda’r dyddiad hwnnw."
        : "Wedi gwneud un o’r rhain? Rhowch wybod i’ch gweinyddwr Nec pa ddiwrnod a sut y’i gwnaed; caiff ei gofnodi gyda’r dyddiad hwnnw.";

    public override string Link(string title, bool records) => records ? $"Cofnodi: {title}" : $"Gweld: {title}";

    public override IReadOnlyList<(string Part, string Words)> SmallLinks =>
        [("#snooze", "Wedi’i drefnu at eto?"), ("#hand-over", "Rhywun arall yn mynd?"), ("#not-applicable", "Ddim yn berthnasol?"), ("/due.ics", "Rhoi yn fy nghalendr")];

    public override string SmallLinksSentence => "Yno gallwch hefyd gael eich atgoffa eto, ei drosglwyddo, neu ddweud nad yw’n berthnasol.";

    public override string YouGetThis(IEnumerable<Because> reasons) => $"Rydych yn cael hwn oherwydd {string.Join("; ", reasons.Select(Reason).Distinct(StringComparer.Ordinal))}.";

    protected override string SubjectOf(NoticeLine line) => line.Kind switch
    {
        LineKind.Overdue => $"{line.Title}: roedd i’w wneud {ShortDay(line.DueOn!.Value)}",
        LineKind.Missed => $"{line.Title}: heb ei gyflawni, erbyn {ShortDay(line.DueOn!.Value)}",
        LineKind.Unclear => $"{line.Title}: diweddariad go iawn o {line.WaitingPage}?",
        LineKind.Stale => $"{line.Title}: hen o {ShortDay(line.StaleFrom!.Value)}",
        LineKind.Silent => $"{line.Title}: dim ers {Weeks(line.SilentPeriods)}",
        _ => line.Title + (line.DueOn is { } due ? $" erbyn {ShortDay(due)}" : "") + (Rhythm(line.Rule) is { } rhythm ? $" ({rhythm})" : ""),
    };

    protected override string AndMore(string subject, int more) => $"{subject}, a {more} arall";

    protected override string AdminSubject(int silent, int back) => (silent, back) switch
    {
        (0, _) => $"Nec: {Sources(back)} i’w weld eto",
        (_, 0) => $"Nec: {Sources(silent)} heb ei weld",
        _ => $"Nec: {Sources(silent)} heb ei weld, {back} i’w weld eto",
    };

    protected override string QuietSubject(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"Nec: popeth yn dawel, {Months[day.Month - 1]} {day.Year}");

    protected override string HandoverSubject(Notice notice) => $"Eich swydd: {Promises(notice.Lines.Count)}, {notice.Lines.Count(line => line.Kind != LineKind.Later)} ar agor";

    private static string TargetSentence(TargetFigures target) => target.Total is not { } total ? "Dim darlleniad eto."
        : $"{total.ToString("#,0", CultureInfo.InvariantCulture)} hyd yma, {(target.Short ?? target.PercentShort ?? 0).ToString("#,0", CultureInfo.InvariantCulture)} yn brin"
            + (target.Pace is { } pace ? (total < pace ? $"; dylai fod yn {pace.ToString("#,0", CultureInfo.InvariantCulture)} heddiw." : ", ac ar y trywydd iawn.") : ".");

    private string TroubleSentence(Trouble trouble) => trouble.Kind switch
    {
        TroubleKind.NotConnected => $"Nid yw {trouble.Target} wedi’i gysylltu: ni ellir gwirio’r hyn y byddai’n ei ddangos nes i rywun ei gofnodi.",
        TroubleKind.NoReading => trouble.LastOn is { } read ? $"Darllenwyd {trouble.Target} ddiwethaf {LongDay(read)}: rhy bell yn ôl i farnu." : $"Nid oes darlleniad o {trouble.Target}: ni ellir barnu.",
        TroubleKind.Vacant => $"Mae’r swydd {trouble.Target} yn wag ers {LongDay(trouble.SinceOn)}: dywedir wrth y swydd nesaf i fyny yn ei lle.",
        _ => $"Mae {trouble.Target} yn dawel ers {LongDay(trouble.SinceOn)}, am {Nights(trouble.Nights)}: {trouble.Why}. {(trouble.LastOn is { } seen ? $"Fe’i gwelwyd ddiwethaf {LongDay(seen)}." : "Ni welwyd erioed.")}",
    };

    private static string Reason(Because because)
    {
        var overdue = because.OverdueDays > 0 ? $"bod rhywbeth yn hwyr ers {DaysOf(because.OverdueDays)}, a’ch " : "eich ";
        return overdue + because.Kind switch
        {
            BecauseKind.Covers => $"bod yn dirprwyo dros {because.Post}, {because.Team}",
            BecauseKind.HandedOver => $"bod {because.Of}, {because.Team}, wedi’i drosglwyddo i’ch swydd, {because.Post}",
            BecauseKind.Above => $"bod yn y swydd {because.Post}, nesaf uwchben {because.Of}, {because.Team}",
            BecauseKind.NextUp => $"bod yn {because.Post}, y swydd nesaf uwchben {because.Of}, {because.Team}, sy’n wag",
            BecauseKind.Nobody => $"bod yn weinyddwr: mae’r swydd {because.Post}, {because.Team}, yn wag, a phob swydd uwchben",
            BecauseKind.Administrator => "bod yn weinyddwr (Mail:Admin)",
            _ => $"bod yn y swydd {because.Post}, {because.Team}",
        };
    }

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
