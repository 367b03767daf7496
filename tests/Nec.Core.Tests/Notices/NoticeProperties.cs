using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Core.Tests.Properties;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>What holds of every notice of 60 days, whatever the findings: over Christmas and New Year, with posts that change hands, fall vacant and are covered.</summary>
public sealed partial class NoticeProperties
{
    private const string Hostile = "<script>alert(1)</script> & \"x\"\r\nBcc: everybody@example.org";
    private static readonly DateOnly First = A.Day("2025-12-01");
    private static readonly string[] Names = ["Alex North", "Sam Chief", "Robin Newcomer", "Kim Deputy"];
    private static readonly MessageSettings MessageSettings = new() { Marking = "OFFICIAL", PublicAddress = "https://nec.example.org" };

    [Fact]
    public void Nothing_is_told_twice() => Always.Holds(Runs, notices =>
    {
        var told = notices.SelectMany(notice => notice.Lines.SelectMany(line => line.Tells), (notice, told) => (notice.Day, told));
        Assert.DoesNotContain(told.GroupBy(entry => entry.told), same => same.Count() > 1);
    });

    [Fact]
    public void Nobody_gets_two_scheduled_notices_on_a_day_and_every_key_is_its_own() => Always.Holds(Runs, notices =>
    {
        var scheduled = notices.Where(notice => notice.Kind is NoticeKind.Digest or NoticeKind.Urgent).ToList();
        Assert.Equal(scheduled.Count, scheduled.DistinctBy(notice => (notice.Recipient.Address.ToUpperInvariant(), notice.Day)).Count());
        Assert.Equal(notices.Count, notices.DistinctBy(notice => notice.Key).Count());
    });

    [Fact]
    public void Nothing_goes_on_a_day_that_is_not_worked() => Always.Holds(Runs, notices => Assert.All(notices, notice => Assert.True(A.WorkingDays.Includes(notice.Day))));

    [Fact]
    public void Text_keeps_to_72_columns_where_no_link_stands() => Always.Holds(Messages, message =>
        Assert.All(message.Text.Split('\n').Where(line => !line.Contains("https://", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 72)));

    [Fact]
    public void Html_says_all_that_the_text_says() => Always.Holds(Messages, message =>
    {
        var html = Words(WebUtility.HtmlDecode(Tag().Replace(Body(message.Html), " ")));
        var text = Words(string.Join('\n', message.Text.Split('\n').Where(line => !line.Contains("https://", StringComparison.Ordinal))));
        var at = 0;
        foreach (var word in text)
        {
            at = html.FindIndex(at, said => said.Equals(word, StringComparison.OrdinalIgnoreCase)) + 1;
            Assert.True(at > 0, $"“{word}” stands in the text only, or in another order");
        }
    });

    [Fact]
    public void What_a_contract_or_a_source_says_is_never_markup_or_a_header() => Always.Holds(Messages, message =>
    {
        Assert.DoesNotContain("<script", message.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(message.Subject, char.IsControl);
        Assert.DoesNotContain('\r', message.Text);
    });

    [Fact]
    public void No_subject_names_a_person() => Always.Holds(Messages, message =>
        Assert.All(Names, name => Assert.DoesNotContain(name.Split(' ')[0], message.Subject, StringComparison.Ordinal)));

    private static Gen<Message> Messages =>
        from run in Runs.Where(notices => notices.Count > 0)
        from at in Gen.Choose(0, run.Count - 1)
        select run[at].ToMessage(MessageSettings);

    private static Gen<List<Notice>> Runs =>
        from contract in ContractOf("north")
        from other in ContractOf("south")
        from seeds in Gen.ListOf(Gen.Choose(0, 999), 8)
        from down in Gen.Choose(0, 59)
        select Simulate([contract, other], seeds, down);

    // Nothing runs for ten days from a day on, as when the machine is off.
    private static List<Notice> Simulate(IReadOnlyList<Contract> contracts, IReadOnlyList<int> seeds, int down)
    {
        var office = new Office(contracts) { Judge = (contract, day) => [.. contract.Obligations.Select((obligation, at) => FindingOf(contract, obligation, day, seeds[(at + contract.Id.Length) % seeds.Count]))] };
        return [.. Enumerable.Range(0, 60).Where(day => day < down || day >= down + 10).SelectMany(day => office.On(First.AddDays(day)))];
    }

    private static Gen<Contract> ContractOf(string id) =>
        from leavesAfter in Gen.Choose(1, 80)
        from vacantDays in Gen.Elements(1, 1, 12)
        from covers in Gen.Elements(true, false)
        from welsh in Gen.Elements(Language.English, Language.Welsh)
        let left = First.AddDays(leavesAfter)
        select A.Contract with
        {
            Id = id,
            Title = $"{id} {Hostile}",
            Posts =
            [
                A.Inspector with
                {
                    Holders = [new(Names[0], "alex@example.org", A.Day("2019-01-01"), left) { Language = welsh }, new(Names[2], "robin@example.org", left.AddDays(vacantDays))],
                    Deputies = covers ? [new(Names[3], "kim@example.org", First.AddDays(10), First.AddDays(25))] : [],
                },
                A.Contract.Posts[1] with { Holders = [new(Names[1], id == "south" ? "Alex@example.org" : "chief@example.org", A.Day("2019-01-01")) { Language = welsh }] },
            ],
            Commitments =
            [
                A.Rolling with { Places = ["Sherborne", "Lyme Regis"], Title = "Meet the {place} clerk", Counts = Hostile },
                A.Commitment with { Title = $"Circulate {Hostile}", Promise = $"A promise of {Hostile} and more words than a line of seventy-two columns will ever hold." },
                A.Commitment with { Id = "weekly", Rule = new Each(Core.Calendar.PeriodKind.Week), Soft = true },
                A.Commitment with { Id = "introduce", Rule = new Standing(null), IntroduceDays = 14 },
            ],
        };

    // A promise that comes due, is overdue, and then is kept or missed: how, and when, the seed decides.
    private static Finding FindingOf(Contract contract, Obligation obligation, DateOnly day, int seed)
    {
        var dueOn = First.AddDays((seed % 70) - 10);
        var status = day <= dueOn.AddDays(-(seed % 40)) ? Status.OnTrack
            : seed % 11 == 0 ? Status.AtRisk
            : day <= dueOn ? Status.DueSoon
            : day <= dueOn.AddDays(14) || seed % 2 == 0 ? Status.Overdue : Status.OnTrack;
        var silent = seed % 7 == 0 && day.Day is > 5 and < 20;
        return new()
        {
            Obligation = obligation.Id,
            Status = silent ? Status.UnableToCheck : status,
            Reason = Hostile,
            Period = Core.Calendar.Dates.Iso(dueOn),
            DueOn = dueOn,
            LastOn = seed % 3 == 0 ? day.AddDays(-3) : null,
            Lacking = seed % 5 == 0 ? [Hostile] : [],
            StaleFrom = seed % 4 == 0 ? dueOn : null,
            Periods = Periods(dueOn, day, seed),
            Steps = obligation.Commitment.Soft ? [] : Ladder.Of(contract, obligation.Commitment, [28, 7, 0], dueOn, seed % 2 == 0, A.WorkingDays),
            Troubles = silent ? [new(TroubleKind.Silent, TroubleKey.Target("town"), new(day.Year, day.Month, 6), Hostile) { Nights = 3, Why = Hostile }] : [],
        };
    }

    private static List<PeriodFinding> Periods(DateOnly dueOn, DateOnly day, int seed) =>
    [
        .. from week in Enumerable.Range(1, 4)
           let endsOn = First.AddDays(week * 7 - 60)
           select new PeriodFinding(Core.Calendar.Dates.Iso(endsOn), Status.NoRecord) { EndsOn = endsOn },
        .. seed % 2 == 1 && day > dueOn.AddDays(14) ? new[] { new PeriodFinding(Core.Calendar.Dates.Iso(dueOn), Status.Missed) { EndsOn = dueOn } } : [],
    ];

    private static string Body(string html) => html[html.IndexOf("<body", StringComparison.Ordinal)..];

    private static List<string> Words(string text) => [.. Space().Split(text).Where(word => word.Length > 0 && word != "-")];

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
