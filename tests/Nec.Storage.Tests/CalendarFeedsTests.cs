using System.Text;
using Dapper;

namespace Nec.Storage.Tests;

public sealed class CalendarFeedsTests : DatabaseTests
{
    private CalendarFeeds Feeds => new(TestDatabase.DataSource);

    [Fact]
    public async Task A_token_leads_to_its_person_until_it_is_revoked()
    {
        var mine = await Feeds.Create("Alex@example.org", Now, null, CancellationToken);
        var again = await Feeds.Create("alex@example.org", Now, null, CancellationToken);
        var theirs = await Feeds.Create("sam@example.org", Now, null, CancellationToken);
        Assert.Equal(("alex@example.org", "alex@example.org", "sam@example.org"), (await Find(mine), await Find(again), await Find(theirs)));
        Assert.Null(await Find("no such token"));

        Assert.Equal(2, await Feeds.Revoke("ALEX@example.org", Now, null, CancellationToken));
        Assert.Equal((null, null, "sam@example.org"), (await Find(mine), await Find(again), await Find(theirs)));
        Assert.Equal(0, await Feeds.Revoke("alex@example.org", Now, null, CancellationToken));
        Assert.Equal(1, await Feeds.Revoke(theirs, Now, null, CancellationToken));
        Assert.Null(await Find(theirs));
    }

    [Fact]
    public async Task The_token_itself_is_nowhere_in_the_table()
    {
        var token = await Feeds.Create("alex@example.org", Now, null, CancellationToken);
        await using var connection = await TestDatabase.DataSource.OpenConnectionAsync(CancellationToken);
        var row = await connection.QuerySingleAsync<string>("select calendar_feed::text from nec.calendar_feed");
        Assert.Equal(43, token.Length);
        Assert.DoesNotContain(token, row, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(token)), row, StringComparison.Ordinal);
    }

    private Task<string?> Find(string token) => Feeds.Find(token, CancellationToken);
}
