using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Core.Tests.Properties;
using Nec.Testing.Core;
using Outcome = Nec.Core.Facts.Outcome;

namespace Nec.Core.Tests.Notices;

/// <summary>What holds of every letter as it is sent, over a quarter of a year, judged from random records: some late, some without what they must hold, some never made.</summary>
public sealed class OneLetterProperties
{
    private const int Days = 60;
    private static readonly DateOnly First = A.Day("2025-01-27");
    private static readonly MessageSettings MessageSettings = new() { Marking = "OFFICIAL", PublicAddress = "https://nec.example.org", RecordLink = (line, _) => $"https://nec.example.org/r/{line.Obligation}" };

    [Fact]
    public void Nothing_is_told_twice_to_a_post() => Always.Holds(Runs, letters =>
        Assert.DoesNotContain(letters.SelectMany(letter => letter.Lines).SelectMany(line => line.Tells).GroupBy(told => told), same => same.Count() > 1));

    [Fact]
    public void A_person_gets_one_note_a_day_and_one_handover_a_post_and_a_promise_of_that_post_stands_in_one_of_them() => Always.Holds(Runs, letters =>
    {
        foreach (var day in letters.GroupBy(letter => (letter.Recipient.Address.ToUpperInvariant(), letter.Day)))
        {
            var handovers = day.Where(letter => letter.Kind == NoticeKind.Handover).ToList();
            Assert.InRange(day.Count(letter => letter.Kind is NoticeKind.Digest or NoticeKind.Urgent), 0, 1);
            Assert.Equal(handovers.Count, handovers.DistinctBy(letter => letter.Post).Count());

            var told = handovers.SelectMany(letter => letter.Lines).Select(line => (line.Obligation, line.Post)).ToHashSet();
            Assert.DoesNotContain(day.Except(handovers).SelectMany(letter => letter.Lines), line => line.Kind != LineKind.Missed && told.Contains((line.Obligation, line.Post)));
        }
    });

    [Fact]
    public void None_goes_on_a_day_that_is_not_worked() => Always.Holds(Runs, letters => Assert.All(letters, letter => Assert.True(A.WorkingDays.Includes(letter.Day))));

    [Fact]
    public void Their_text_keeps_to_72_columns_where_no_link_stands() => Always.Holds(Runs, letters => Assert.All(
        letters.SelectMany(letter => letter.ToMessage(MessageSettings).Text.Split('\n')).Where(line => !line.Contains("https://", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 72)));

    [Fact]
    public void A_reminder_that_is_to_follow_was_never_taken() => Always.Holds(Runs, letters =>
    {
        var taken = new HashSet<(string, string, DateOnly)>();
        foreach (var line in letters.SelectMany(letter => letter.Lines).Where(line => line.DueOn is not null))
        {
            taken.UnionWith(line.Tells.Where(told => told.Subject.ToString() == line.Obligation && told.Step.Kind == ReminderKind.Due)
                .Select(told => (told.Subject.ToString(), told.Post, A.WorkingDays.OnOrBefore(line.DueOn!.Value.AddDays(-told.Step.Days)))));
            Assert.False(line.NextOn is { } next && taken.Contains((line.Obligation, line.Post, next)));
        }
    });

    [Fact]
    public void The_runs_hold_all_the_news_that_this_is_about()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Always.Holds(Runs, letters =>
        {
            seen.UnionWith(letters.Select(letter => letter.Kind.ToString()));
            seen.UnionWith(letters.SelectMany(letter => letter.Lines).Select(line => line.Alongside.Count > 0 ? "Alongside" : line.Kind.ToString()));
            seen.UnionWith(letters.Where(letter => letter.Kind == NoticeKind.Handover && letter.Lines.Any(line => line.Promise.Length > 0)).Select(_ => "Merged"));
            seen.UnionWith(letters.Where(letter => letter.AlsoOverdue > 0).Select(_ => "AlsoOverdue"));
        });

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Digest", "Urgent", "Handover", "Overdue", "Due", "Missed", "Cleared", "Silent", "Alongside", "Merged", "AlsoOverdue" }, seen);
    }

    private static Gen<List<Notice>> Runs =>
        from contract in Contracts
        from facts in Gen.ListOf(FactOf(contract), 12)
        from answers in Gen.ListOf(AnswerOf(contract), 3)
        from down in Gen.Choose(0, Days)
        select Simulate(contract, facts, answers, down);

    // Nothing runs for six days from a day on, as when the machine is off.
    private static List<Notice> Simulate(Contract contract, IReadOnlyList<Fact> facts, IReadOnlyList<Answer> answers, int down)
    {
        var office = new Office(contract) { SendsOneLetter = true, Judge = (team, day) => Judged.All(team, facts, A.WorkingDays, day, LondonTime.EndOf(day)) };
        office.Answers.AddRange(answers);
        return [.. Enumerable.Range(0, Days).Where(day => day < down || day >= down + 6).SelectMany(day => office.On(First.AddDays(day)))];
    }

    private static Gen<Contract> Contracts =>
        from left in Gen.Choose(0, Days)
        from vacantDays in Gen.Elements(1, 1, 5)
        from covers in Gen.Choose(0, Days)
        from newcomer in Gen.Elements("new", "new", "chief")
        from welsh in Gen.Elements(Language.English, Language.Welsh)
        from dueOn in Gen.Choose(5, 60)
        select Office.Tall with
        {
            Posts =
            [
                A.Inspector with
                {
                    Holders = [A.Inspector.Holders[0] with { To = First.AddDays(left) }, new("Robin Newcomer", $"{newcomer}@example.org", First.AddDays(left + vacantDays)) { Language = welsh }],
                    Deputies = [new("Kim Deputy", "kim@example.org", First.AddDays(covers), First.AddDays(covers + 10))],
                },
                .. Office.Tall.Posts.Skip(1),
            ],
            Commitments = Promises(First.AddDays(dueOn)),
        };

    private static IReadOnlyList<Commitment> Promises(DateOnly dueOn) =>
    [
        A.Commitment with { Id = "clerk", Title = "Meet the {place} clerk", Places = ["Sherborne", "Lyme Regis"], Rule = new OnDates([dueOn, dueOn.AddDays(35)]), RemindDays = [28, 7, 0] },
        A.Commitment with { Id = "said", Title = "Note what the {place} clerk said", Places = ["Sherborne", "Lyme Regis"], Rule = new OnDates([dueOn, dueOn.AddDays(35)]), RemindDays = [28, 7, 0], Evidence = new RecordOfEvidence("clerk", RecordNeed.Feedback) },
        A.Commitment with { Id = "group", Title = "Be in contact with the group of people who keep watch over the shops of the town", Rule = new Each(PeriodKind.Month), GraceDays = 3 },
        A.Commitment,
        A.Rolling with { Id = "forces", Rule = new Every(new(5, IntervalUnit.Week)) },
        A.Commitment with { Id = "board", Rule = new Each(PeriodKind.Month), Accountable = "chief-inspector" },
        A.Commitment with { Id = "weekly", Rule = new Each(PeriodKind.Week), Soft = true },
        A.Commitment with { Id = "introduce", Rule = new Standing(null), IntroduceDays = 14 },
    ];

    private static Gen<Fact> FactOf(Contract contract) =>
        from obligation in Gen.Elements(contract.Obligations.ToArray())
        from day in Gen.Choose(0, Days)
        from late in Gen.Choose(0, 40)
        from isFull in Gen.Elements(true, false)
        from isOfPeriodBefore in Gen.Elements(true, false)
        let held = First.AddDays(day)
        select (Fact)new Occurrence(obligation.Commitment.Id, obligation.Place, held, Outcome.Held)
        {
            Feedback = isFull ? "none offered" : null,
            RecordedAt = LondonTime.StartOf(held.AddDays(late)),
            Period = isOfPeriodBefore && obligation.Commitment.Rule is Each ? PeriodLabels.Holding(obligation.Commitment.Rule, held.AddDays(-20)) : null,
        };

    private static Gen<Answer> AnswerOf(Contract contract) =>
        from obligation in Gen.Elements(contract.Obligations.Where(obligation => obligation.Commitment.Rule is Each or OnDates).ToArray())
        from day in Gen.Choose(0, Days)
        from later in Gen.Choose(1, 30)
        from isHandedOver in Gen.Elements(true, false)
        let period = PeriodLabels.Holding(obligation.Commitment.Rule, First.AddDays(day)) ?? "none"
        select isHandedOver ? (Answer)new HandOver(obligation.Id, period, "chief-inspector") : new Snooze(obligation.Id, period, First.AddDays(day + later));
}
