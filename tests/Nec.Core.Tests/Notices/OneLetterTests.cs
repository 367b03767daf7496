using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>A handover and the note of its day are one letter.</summary>
public sealed class OneLetterTests
{
    private static readonly Commitment Council = A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2025-02-13"), A.Day("2025-03-13")]), RemindDays = [28, 7, 0] };
    private static readonly Post Sergeant = new() { Id = "sergeant", Title = "Sergeant", Holders = [new("New", "new@example.org", A.Day("2019-01-01"))], EscalatesTo = "inspector" };

    [Fact]
    public void The_notes_lines_move_into_the_handover_with_their_promise_and_their_steps()
    {
        var handover = Assert.Single(Letters("2025-02-06", Council, A.Commitment));

        Assert.Equal("Thu 6 Feb Handover new: Due council, Later newsletter", Office.WordsOf(handover));
        Assert.Equal(Council.Promise, handover.Lines[0].Promise);
        Assert.Equal(["council due-28", "council due-7", "post/inspector handover"], handover.Lines.SelectMany(line => line.Tells).Select(told => $"{told.Subject} {told.Step}"));
    }

    [Fact]
    public void What_it_told_is_not_told_again() => Assert.Equal(
        ["Thu 6 Feb Handover new: Due council", "Mon 10 Feb Digest new: Due council", "Thu 13 Feb Urgent new: Due council"],
        Taken("2025-02-06", Council).Words("2025-02-06", "2025-02-13"));

    [Fact]
    public void A_handover_without_a_note_is_as_it_was()
    {
        var handover = Assert.Single(Letters("2025-02-05", A.Commitment));

        Assert.Equal("Wed 5 Feb Handover new: Later newsletter", Office.WordsOf(handover));
        Assert.Equal(ReminderKind.Handover, Assert.Single(handover.Lines.SelectMany(line => line.Tells)).Step.Kind);
    }

    [Fact]
    public void Lines_of_the_readers_other_posts_stay_in_the_note() => Assert.Equal(
        ["Thu 6 Feb Handover new: Due council", "Thu 6 Feb Urgent new: Due beat"],
        Letters("2025-02-06", Council, Council with { Id = "beat", Accountable = "sergeant" }).Select(Office.WordsOf).Order(StringComparer.Ordinal));

    [Fact]
    public void A_note_that_holds_nothing_of_the_post_stays_whole_and_the_handover_is_told_once()
    {
        var letters = Letters("2025-02-06", A.Commitment, Council with { Id = "beat", Accountable = "sergeant" });

        Assert.Equal(["Thu 6 Feb Handover new: Later newsletter", "Thu 6 Feb Urgent new: Due beat"], letters.Select(Office.WordsOf).Order(StringComparer.Ordinal));
        Assert.Single(letters.SelectMany(notice => notice.Lines).SelectMany(line => line.Tells), told => told.Step.Kind == ReminderKind.Handover);
    }

    [Fact]
    public void A_missed_line_stays_in_the_note()
    {
        var letters = Letters("2025-03-03", Council); // 13 February is missed, 13 March is coming up

        Assert.Equal(["Mon 3 Mar Digest new: Missed council", "Mon 3 Mar Handover new: Due council"], letters.Where(notice => notice.Recipient.Address == "new@example.org").Select(Office.WordsOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_silent_soft_promise_of_the_post_moves_too()
    {
        var letters = Letters("2025-02-03", A.Commitment, A.Commitment with { Id = "contact", Rule = new Each(PeriodKind.Week), Soft = true });

        Assert.Equal("Mon 3 Feb Handover new: Silent contact, Later newsletter", Office.WordsOf(Assert.Single(letters, notice => notice.Recipient.Address == "new@example.org")));
    }

    [Fact]
    public void What_another_post_handed_to_this_one_moves_too()
    {
        var office = Taken("2025-02-06", A.Commitment, Council with { Id = "board", Accountable = "chief-inspector" });
        office.Answers.Add(new HandOver("board", "2025-02-13", "inspector"));

        Assert.Equal(["Thu 6 Feb Handover new: Due board, Later newsletter"], office.Words("2025-02-06", "2025-02-06"));
    }

    [Fact]
    public void Other_peoples_notes_are_left_alone()
    {
        var office = Taken("2025-02-20", Council); // the chief inspector hears of seven days
        office.Run("2025-02-06", "2025-02-19");
        var letters = office.On(A.Day("2025-02-20"));

        Assert.Equal(["Thu 20 Feb Urgent chief: Overdue council", "Thu 20 Feb Handover new: Overdue council"], letters.Select(Office.WordsOf));
        Assert.Equal(ReminderStep.Over(7), Assert.Single(letters[0].Lines.Single().Tells).Step);
    }

    [Fact]
    public void Two_posts_taken_over_on_a_day_are_two_letters_and_no_note()
    {
        var sergeant = Sergeant with { Holders = [new("Old", "old@example.org", A.Day("2019-01-01"), A.Day("2025-02-05")), new("New", "new@example.org", A.Day("2025-02-06"))] };
        var letters = Taken("2025-02-06", sergeant, Council, Council with { Id = "beat", Accountable = "sergeant" }).On(A.Day("2025-02-06"));

        Assert.Equal(["Thu 6 Feb Handover new: Due beat", "Thu 6 Feb Handover new: Due council"], letters.Select(Office.WordsOf).Order(StringComparer.Ordinal));
        Assert.Equal(2, letters.SelectMany(notice => notice.Lines).SelectMany(line => line.Tells).Count(told => told.Step.Kind == ReminderKind.Handover));
    }

    [Fact]
    public void What_a_chief_who_stands_in_for_the_post_is_told_as_chief_stays_in_the_note()
    {
        var group = A.Commitment with { Id = "group", Rule = new Each(PeriodKind.Month) };
        var inspector = A.Inspector with { Holders = [A.Inspector.Holders[0] with { To = A.Day("2025-02-11") }, A.Contract.Posts[1].Holders[0] with { From = A.Day("2025-02-12") }] };
        var office = new Office(A.Contract with { Posts = [inspector, A.Contract.Posts[1]], Commitments = [group] }) { SendsOneLetter = true };
        office.Run("2025-02-03", "2025-02-10"); // told of seven days on Friday 7 February
        office.Facts.Add(A.Held("2025-02-11", group) with { Period = "2025-01" });

        Assert.Equal(["Wed 12 Feb Handover chief: Later group", "Wed 12 Feb Urgent chief: Cleared group"], office.Words("2025-02-11", "2025-02-12").Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<Notice> Letters(string takenOn, params Commitment[] commitments) => Taken(takenOn, commitments).On(A.Day(takenOn)).Where(notice => notice.Kind is not (NoticeKind.Admin or NoticeKind.Quiet)).ToList();

    private static Office Taken(string on, params Commitment[] commitments) => Taken(on, Sergeant, commitments);

    private static Office Taken(string on, Post sergeant, params Commitment[] commitments) => new(A.Contract with
    {
        Posts = [A.Inspector with { Holders = [new("Old", "old@example.org", A.Day("2019-01-01"), A.Day(on).AddDays(-1)), new("New", "new@example.org", A.Day(on))] }, A.Contract.Posts[1], sergeant],
        Commitments = commitments,
    })
    { SendsOneLetter = true };
}
