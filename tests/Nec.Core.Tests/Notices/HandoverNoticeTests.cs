using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

public sealed class HandoverNoticeTests
{
    private static readonly Commitment Introduce = A.Commitment with { Id = "contacts", Title = "Introduce yourself to the clerk", Rule = new Standing(null), IntroduceDays = 14 };

    [Fact]
    public void A_newcomer_is_told_once_on_the_first_working_day() => Assert.Equal(
        ["Mon 17 Feb Handover new: Later newsletter"], // taken over on Saturday
        Handed("2025-02-15", A.Commitment).Words("2025-02-10", "2025-02-28").Where(words => words.Contains("Handover", StringComparison.Ordinal)));

    [Fact]
    public void The_contracts_first_holders_take_over_from_nobody() =>
        Assert.DoesNotContain(Office.Of(A.Commitment).Run("2025-01-01", "2025-01-31"), notice => notice.Kind == NoticeKind.Handover);

    [Fact]
    public void Somebody_who_began_with_the_contract_takes_over_from_nobody()
    {
        var began = A.Inspector with { Holders = [new("First", "first@example.org", A.Day("2025-01-01"))] };

        Assert.DoesNotContain(
            new Office(A.Contract with { Posts = [began, A.Contract.Posts[1]], Commitments = [A.Commitment] }).Run("2025-01-01", "2025-01-31"), notice => notice.Kind == NoticeKind.Handover);
    }

    [Fact]
    public void Two_who_take_over_together_are_each_told_and_the_change_counts_once()
    {
        var shared = ContractOf("2025-02-17", [A.Commitment]);
        var inspector = shared.Posts[0] with { Holders = [.. shared.Posts[0].Holders, new("Other", "other@example.org", A.Day("2025-02-17"))] };
        var notices = new Office(shared with { Posts = [inspector, shared.Posts[1]] }).Run("2025-02-17", "2025-02-28").Where(notice => notice.Kind == NoticeKind.Handover).ToList();

        Assert.Equal(["Mon 17 Feb Handover new: Later newsletter", "Mon 17 Feb Handover other: Later newsletter"], notices.Select(Office.WordsOf));
        Assert.Single(notices.SelectMany(notice => notice.Lines).SelectMany(line => line.Tells));
    }

    [Fact]
    public void What_is_kept_already_is_not_called_due()
    {
        var office = Handed("2025-02-17", A.Commitment);
        office.Facts.Add(A.Held("2025-02-03"));

        Assert.Contains("Circulate the newsletter: already done for the period that ends on Monday 31 March 2025.", Office.Flat(office.On(A.Day("2025-02-17"))[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-02-16", Status.NoRecord)]
    [InlineData("2025-02-17", Status.DueSoon)] // the newcomer's first day
    [InlineData("2025-03-03", Status.DueSoon)] // the fourteenth day is still in time
    [InlineData("2025-03-04", Status.AtRisk)]
    public void A_newcomer_has_fourteen_days_to_introduce_themselves(string day, Status status) => Assert.Equal(status, Judged.On(day, ContractOf("2025-02-17", []), Introduce).Status);

    [Theory]
    [InlineData("2025-02-16", Status.DueSoon)] // the word of the one before
    [InlineData("2025-02-17", Status.Met)]
    [InlineData("2025-02-20", Status.Met)]
    public void Only_the_newcomers_own_word_counts(string attested, Status status) =>
        Assert.Equal(status, Judged.On("2025-02-24", ContractOf("2025-02-17", []), Introduce, A.Held(attested, Introduce)).Status);

    [Fact]
    public void The_introduction_is_asked_for_a_week_before_and_on_its_last_day_and_is_called_due_after_it()
    {
        var notices = Handed("2025-02-19", Introduce).Run("2025-02-19", "2025-03-31").Where(notice => notice.Kind is NoticeKind.Digest or NoticeKind.Urgent).ToList();

        Assert.Equal(
            ["Mon 24 Feb Digest", "Wed 26 Feb Urgent", "Mon 3 Mar Digest", "Wed 5 Mar Urgent", "Mon 10 Mar Digest", "Mon 17 Mar Digest", "Mon 24 Mar Digest"],
            notices.Select(notice => FormattableString.Invariant($"{notice.Day:ddd d MMM} {notice.Kind}")));
        Assert.Contains("Introduce yourself to the clerk by Wednesday 5 March 2025.", Office.Flat(notices[0]), StringComparison.Ordinal);
        Assert.Contains("Introduce yourself to the clerk. It was due Wednesday 5 March 2025.", Office.Flat(notices[4]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_does_not_hold_is_not_given_until_its_next_review()
    {
        var ahead = A.Commitment with { Title = "Keep an event advertised", Rule = new Standing(Core.Calendar.PeriodKind.Quarter), Evidence = new UpcomingEventsEvidence() };
        var office = Office.Of(ahead);
        office.Facts.Add(new Core.Facts.SourceCheck("police-uk", "N1", A.Instant("2025-02-03"), Core.Facts.CheckOutcome.Ok, null));
        var digest = office.On(A.Day("2025-02-03")).Single(notice => notice.Kind == NoticeKind.Digest);

        Assert.Contains("- Keep an event advertised. This is not in place at the moment", Office.Flat(digest), StringComparison.Ordinal);
        Assert.Equal("Keep an event advertised", digest.ToMessage(new()).Subject);
    }

    private static Office Handed(string on, params IReadOnlyList<Commitment> commitments) => new(ContractOf(on, commitments));

    private static Contract ContractOf(string on, IReadOnlyList<Commitment> commitments) => A.Contract with
    {
        Posts = [A.Inspector with { Holders = [new("Old", "old@example.org", A.Day("2019-01-01"), A.Day(on).AddDays(-1)), new("New", "new@example.org", A.Day(on))] }, A.Contract.Posts[1]],
        Commitments = commitments,
    };
}
