using Nec.Integrations.Mail.Smtp;

namespace Nec.Integrations.Tests.Mail.Smtp;

/// <summary>Who waits for whom when places are few.</summary>
public sealed class SmtpTurnsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_urgent_mail_takes_a_free_place_and_has_one_more_when_there_is_none()
    {
        var turns = new SmtpTurns(1);
        using var round = await turns.Take(isUrgent: false, Token);

        using var urgent = await Took(turns.Take(isUrgent: true, Token));

        var third = turns.Take(isUrgent: true, Token);
        Assert.False(third.IsCompleted);
        round.Dispose(); // a place of the round comes free, for which no urgent mail waits
        using var fourth = await Took(turns.Take(isUrgent: true, Token));
        Assert.False(third.IsCompleted);
        urgent.Dispose();
        using var had = await third;
    }

    [Fact]
    public async Task A_silent_server_holds_up_none_until_it_is_silent_about_as_many_as_there_are_places()
    {
        var turns = new SmtpTurns(2);
        using var first = await Silent(turns, isUrgent: false);
        using var second = await Silent(turns, isUrgent: false);
        using var third = await Silent(turns, isUrgent: false); // keeps its place
        using var fourth = await Silent(turns, isUrgent: false); // as this does

        var fifth = turns.Take(isUrgent: false, Token);
        Assert.False(fifth.IsCompleted);
        first.Dispose(); // an answer at last: its place among the silent is free, and those that keep theirs stay
        Assert.False(fifth.IsCompleted);
        third.Dispose();
        using var had = await fifth;
    }

    [Fact]
    public async Task An_urgent_mail_goes_while_the_server_is_silent_about_whole_rounds()
    {
        var turns = new SmtpTurns(1);
        using var first = await Silent(turns, isUrgent: false);
        using var second = await Silent(turns, isUrgent: false);
        using var third = await Silent(turns, isUrgent: true);

        using var fourth = await Took(turns.Take(isUrgent: true, Token));
    }

    private static async Task<SmtpTurns.Turn> Silent(SmtpTurns turns, bool isUrgent)
    {
        var turn = await Took(turns.Take(isUrgent, Token));
        turn.GiveAway();
        return turn;
    }

    private static async Task<SmtpTurns.Turn> Took(Task<SmtpTurns.Turn> turn)
    {
        Assert.True(turn.IsCompletedSuccessfully);
        return await turn;
    }
}
