using Nec.Core.Facts;
using Nec.Testing;

namespace Nec.Storage.Tests;

public sealed class SourcesTests : DatabaseTests
{
    [Fact]
    public async Task A_networks_id_stays_the_one_first_told()
    {
        var accounts = new SocialAccounts(TestDatabase.DataSource);
        await accounts.Keep("x", "North", "1", Now, CancellationToken);
        await accounts.Keep("x", "North", "2", Now.AddDays(1), CancellationToken);
        await accounts.Keep("mastodon", "North", "9", Now, CancellationToken);

        Assert.Equal([KeyValuePair.Create("North", "1")], await accounts.Ids("x", CancellationToken));
    }

    [Fact]
    public async Task A_sources_state_keeps_its_first_day_while_it_lasts()
    {
        var states = new SourceStates(TestDatabase.DataSource);
        await Keep("warns", Today);
        await Keep("warns", Today.AddDays(1));
        Assert.Equal(("warns", Today), await Standing());
        await Keep("works", Today.AddDays(2));
        Assert.Equal(("works", Today.AddDays(2)), await Standing());

        Task Keep(string outcome, DateOnly on) => states.Keep(new() { Source = "x", Outcome = outcome, Says = "words", SinceOn = on, ProbedAt = Now, ExpiresAt = Now.AddDays(9) }, CancellationToken);
        async Task<(string, DateOnly)> Standing() => (await states.Read(CancellationToken)) is [var only] ? (only.Outcome, only.SinceOn) : throw new InvalidOperationException("not one");
    }

    [Fact]
    public async Task What_was_seen_since_an_instant_is_known_by_team_source_and_target_and_by_who_looked()
    {
        var facts = new Facts(TestDatabase.DataSource);
        await facts.Record(
            "north",
            [
                new SourceCheck("x", "seen", Now, CheckOutcome.Ok, null), new SourceCheck("x", "unable", Now, CheckOutcome.Unable, "HTTP 503"),
                new SourceCheck("x", "before", Now.AddSeconds(-1), CheckOutcome.Ok, null), new SourceCheck("facebook", "other", Now, CheckOutcome.Ok, null),
            ],
            "test", Now, null, CancellationToken);
        await facts.Record("north", [new SourceCheck("x", "absent", Now, CheckOutcome.Absent, "HTTP 404")], "import", Now, null, CancellationToken);

        var looks = new CheckLog(TestDatabase.DataSource);
        Assert.Equal(["absent", "seen"], (await looks.Since(Now, ["x", "youtube"], null, CancellationToken)).Select(look => look.Target).Order());
        Assert.Equal([("north", "x", "seen")], await looks.Since(Now, ["x", "youtube"], "test", CancellationToken));
    }
}
