using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>Who hears that a promise was missed for good, and when.</summary>
public sealed class MissedIsToldTests
{
    private static readonly Commitment Council = A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2025-02-13")]), RemindDays = [7, 0] }; // missed from Friday 28 February

    [Fact]
    public void The_accountable_post_and_the_next_one_up_hear_in_the_digest_and_the_top_on_Wednesday() => Assert.Equal(
        ["Mon 3 Mar Digest chief", "Mon 3 Mar Digest inspector", "Wed 5 Mar Urgent top"],
        Missed(Office.Tall, Council));

    [Fact]
    public void The_next_post_up_that_is_the_top_hears_on_Wednesday_only() => Assert.Equal(
        ["Mon 3 Mar Digest inspector", "Wed 5 Mar Urgent chief"],
        Missed(A.Contract, Council));

    [Fact]
    public void The_top_post_hears_of_its_own_once() => Assert.Equal(
        ["Mon 3 Mar Digest chief"],
        Missed(A.Contract, Council with { Accountable = "chief-inspector" }));

    [Fact]
    public void Posts_between_the_next_one_up_and_the_top_do_not_hear_of_it()
    {
        var constable = new Post { Id = "constable", Title = "Constable", Holders = [new("Pat", "constable@example.org", A.Day("2019-01-01"))], EscalatesTo = "inspector" };

        Assert.Equal(
            ["Mon 3 Mar Digest constable", "Mon 3 Mar Digest inspector", "Wed 5 Mar Urgent top"],
            Missed(Office.Tall with { Posts = [constable, .. Office.Tall.Posts] }, Council with { Accountable = "constable" }));
    }

    [Fact]
    public void Each_post_takes_the_step_for_itself()
    {
        var told = new Office(Office.Tall with { Commitments = [Council] }).Run("2025-02-03", "2025-04-30").SelectMany(notice => notice.Lines).SelectMany(line => line.Tells).Where(told => told.Step.Kind == ReminderKind.Missed);

        Assert.Equal(["chief-inspector", "inspector", "superintendent"], told.Select(step => step.Post));
    }

    private static IEnumerable<string> Missed(Contract contract, Commitment commitment) =>
        new Office(contract with { Commitments = [commitment] }).Run("2025-02-03", "2025-05-31")
            .Where(notice => notice.Lines.Any(line => line.Kind == LineKind.Missed)).Select(notice => Office.WordsOf(notice).Split(':')[0]);
}
