using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>A meeting, and the feedback that its record has to hold, are one thing to do.</summary>
public sealed class OneRecordTests
{
    private static readonly Commitment Meeting = A.Commitment with { Id = "clerk", Title = "Meet the {place} clerk", Places = ["Sherborne", "Lyme Regis"], Rule = new OnDates([A.Day("2025-02-13")]), RemindDays = [7, 0] };
    private static readonly Commitment Feedback = Meeting with { Id = "clerk-feedback", Title = "Note what the {place} clerk said", Evidence = new RecordOfEvidence("clerk", RecordNeed.Feedback) };

    [Fact]
    public void One_line_a_place_says_that_the_same_record_keeps_the_other_too()
    {
        var notice = Office.Of(Meeting, Feedback).On(A.Day("2025-02-06")).Single();

        Assert.Equal(["clerk/lyme-regis", "clerk/sherborne"], notice.Lines.Select(line => line.Obligation));
        Assert.Equal([["Note what the Lyme Regis clerk said"], ["Note what the Sherborne clerk said"]], notice.Lines.Select(line => line.Alongside));
        Assert.Contains("The same record keeps “Note what the Sherborne clerk said” too", Office.Flat(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void The_steps_of_both_are_told_with_it() => Assert.Equal(
        ["clerk-feedback/lyme-regis due-7", "clerk-feedback/sherborne due-7", "clerk/lyme-regis due-7", "clerk/sherborne due-7"],
        Office.Of(Meeting, Feedback).On(A.Day("2025-02-06")).SelectMany(notice => notice.Lines).SelectMany(line => line.Tells).Select(told => $"{told.Subject} {told.Step}").Order(StringComparer.Ordinal));

    [Fact]
    public void The_other_is_never_told_alone_while_both_are_open()
    {
        var notices = Office.Of(Meeting, Feedback).Run("2025-02-03", "2025-02-27").Where(notice => notice.Lines.Count > 0).ToList();

        Assert.Equal(["inspector", "inspector", "inspector", "chief", "inspector"], notices.Select(notice => notice.Recipient.Address.Split('@')[0]));
        Assert.All(notices.SelectMany(notice => notice.Lines), line => Assert.Equal(("clerk", 1), (line.Commitment, line.Alongside.Count)));
    }

    [Fact]
    public void A_place_that_owes_only_one_of_them_has_its_own_line() => Assert.Equal(
        ["clerk/sherborne", "clerk-feedback/lyme-regis"],
        LinesOn("2025-02-10", Meeting with { Places = ["Sherborne"] }, Feedback with { Places = ["Lyme Regis"] }));

    [Fact]
    public void Two_due_dates_are_two_lines() => Assert.Equal(
        ["clerk/sherborne", "clerk-feedback/sherborne"],
        LinesOn("2025-02-10", Meeting with { Places = ["Sherborne"] }, Feedback with { Places = ["Sherborne"], Rule = new OnDates([A.Day("2025-02-14")]) }));

    [Fact]
    public void One_that_is_overdue_and_one_that_is_not_are_two_lines() => Assert.Equal(
        ["clerk-feedback/sherborne", "clerk/sherborne"],
        LinesOn("2025-02-17", Meeting with { Places = ["Sherborne"], GraceDays = 7 }, Feedback with { Places = ["Sherborne"] }));

    [Fact]
    public void Of_two_posts_each_is_told_its_own()
    {
        var office = Office.Of(Meeting with { Places = ["Sherborne"] }, Feedback with { Places = ["Sherborne"] });
        office.Answers.Add(new HandOver("clerk/sherborne", "2025-02-13", "chief-inspector"));

        Assert.Equal(["Thu 6 Feb Urgent chief: Due clerk/sherborne", "Thu 6 Feb Urgent inspector: Due clerk-feedback/sherborne"], office.Words("2025-02-06", "2025-02-06"));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("2025-02-10", 2)] // held, and what was said is missing: that is another thing to do
    public void A_meeting_held_without_the_feedback_leaves_the_feedback_its_own_line(string? incompleteOn, int lines)
    {
        var office = new Office(A.Contract with { Commitments = [Meeting with { Places = [] }, Feedback with { Places = [] }] })
        {
            Judge = (_, _) => [Overdue("clerk"), Overdue("clerk-feedback") with { IncompleteOn = incompleteOn is null ? null : A.Day(incompleteOn) }],
        };

        Assert.Equal(lines, office.On(A.Day("2025-02-17"))[0].Lines.Count);
    }

    [Fact]
    public void What_such_a_meeting_lacks_is_said_by_itself()
    {
        var office = Office.Of(Meeting with { Places = [] }, Feedback with { Places = [] });
        office.Facts.Add(A.Held("2025-02-10", Meeting));
        var notice = office.On(A.Day("2025-02-13")).Single();

        Assert.Equal("Thu 13 Feb Urgent inspector: Due clerk-feedback", Office.WordsOf(notice));
        Assert.Contains("The meeting was held on Monday 10 February 2025, but no feedback is on record.", Office.Flat(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_teams_with_the_same_promises_get_a_line_each()
    {
        var north = A.Contract with { Commitments = [Meeting with { Places = [] }] };
        var notice = new Office(north, north with { Id = "south", Commitments = [Feedback with { Places = [] }] }).On(A.Day("2025-02-06")).Single();

        Assert.Equal(["clerk", "clerk-feedback"], notice.Lines.Select(line => line.Commitment));
    }

    private static IEnumerable<string> LinesOn(string day, params IEnumerable<Commitment> commitments) =>
        Office.Of(commitments).On(A.Day(day)).Single(notice => notice.Recipient.Address == "inspector@example.org").Lines.Select(line => line.Obligation);

    private static Finding Overdue(string obligation) => new() { Obligation = obligation, Status = Status.Overdue, Reason = "nothing is on record", Period = "2025-02-13", DueOn = A.Day("2025-02-13") };
}
