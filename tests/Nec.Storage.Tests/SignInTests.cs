using Npgsql;

namespace Nec.Storage.Tests;

/// <summary>Links to sign in by, and the sessions that begin with them.</summary>
public sealed class SignInTests : DatabaseTests
{
    private static readonly SignedIn Officer = new() { Person = "officer@example.org", Role = "Admin", Forces = ["dorset"], IsMailed = true, ReturnPath = "/promises/north" };

    private static readonly StoredSession Session = new()
    {
        Person = "officer@example.org",
        SignedInBy = StoredSession.Link,
        IsListed = true,
        Role = "Admin",
        Forces = ["dorset"],
        Teams = ["south"],
        Email = "alex@example.org",
        ReachesPosts = true,
        CreatedAt = Now,
        LastSeenAt = Now,
        ExpiresAt = Now.AddHours(12),
    };

    private SignInLinks Links => new(TestDatabase.DataSource);

    private Sessions Sessions => new(TestDatabase.DataSource);

    [Fact]
    public async Task A_sign_in_link_works_once_until_it_expires()
    {
        var token = await Links.Create(Officer, Now.AddMinutes(15), CancellationToken);
        var late = await Links.Create(Officer, Now.AddMinutes(15), CancellationToken);
        Assert.NotEqual(token, late);
        Assert.Null(await Links.Use("unknown", Now, null, CancellationToken));
        var used = await Links.Use(token, Now, null, CancellationToken);
        Assert.Equivalent(Officer, used, strict: true);
        Assert.Null(await Links.Use(token, Now, null, CancellationToken));
        Assert.Null(await Links.Use(late, Now.AddMinutes(15), null, CancellationToken));
    }

    [Theory]
    [InlineData(3, 0, 2, false, true)] // two of three
    [InlineData(3, 0, 3, false, false)] // three, just mailed
    [InlineData(3, 4.9, 3, false, false)] // still fresh
    [InlineData(3, 5, 3, false, true)] // no longer fresh
    [InlineData(3, 0, 3, true, true)] // one of them was used
    [InlineData(1, 0, 1, false, false)]
    [InlineData(1, 15, 1, false, true)] // expired
    public async Task A_person_has_enough_links_while_so_many_are_unused_and_one_is_fresh(int enough, double minutes, int mailed, bool isOneUsed, bool expected)
    {
        var life = TimeSpan.FromMinutes(15);
        await Links.Create(Officer with { IsMailed = false }, Now.AddHours(8), CancellationToken); // printed, not mailed
        var token = "";
        for (var link = 0; link < mailed; link++)
        {
            token = await Links.Create(Officer with { Person = "Officer@example.org" }, Now + life, CancellationToken);
        }

        if (isOneUsed)
        {
            await Links.Use(token, Now, null, CancellationToken);
        }

        var now = Now.AddMinutes(minutes);
        var another = await Links.CreateUnless(enough, now + life - TimeSpan.FromMinutes(5), Officer, now + life, now, CancellationToken);
        Assert.Equal(expected, another is not null);
    }

    [Fact]
    public async Task A_person_gets_no_more_links_by_asking_several_workers_at_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var person = Officer with { Person = $"officer{round}@example.org" };
            var asks = Enumerable.Range(0, 12).Select(ask => Task.Run(() => Links.CreateUnless(
                enough: 3, Now.AddMinutes(10), ask % 2 == 0 ? person : person with { Person = person.Person.ToUpperInvariant() },
                Now.AddMinutes(15), Now, CancellationToken)));
            Assert.Equal(3, (await Task.WhenAll(asks)).Count(token => token is not null));
        }
    }

    [Theory]
    [InlineData("//elsewhere.example.org")]
    [InlineData("https://elsewhere.example.org")]
    public async Task The_database_itself_keeps_no_way_to_elsewhere(string path) =>
        await Assert.ThrowsAsync<PostgresException>(() => Links.Create(Officer with { ReturnPath = path }, Now.AddMinutes(15), CancellationToken));

    [Fact]
    public async Task A_session_is_found_by_its_secret_alone_until_it_ends_expires_or_is_idle()
    {
        var secret = await Sessions.Begin(Session, null, CancellationToken);
        var stored = await Find(secret, Now, Now.AddHours(-8));
        Assert.Equivalent(Session with { SessionId = 1 }, stored, strict: true);
        Assert.Null(await Find("unknown", Now, Now.AddHours(-8)));
        Assert.NotNull(await Find(secret, Now.AddHours(12).AddTicks(-10), Now.AddTicks(-10)));
        Assert.Null(await Find(secret, Now.AddHours(12), Now.AddHours(-1))); // expired
        Assert.Null(await Find(secret, Now.AddHours(8), Now)); // idle since
        await Sessions.Seen(1, Now.AddHours(4), CancellationToken);
        await Sessions.Seen(1, Now.AddHours(3), CancellationToken); // another worker was slower
        Assert.Equal(Now.AddHours(4), (await Find(secret, Now.AddHours(8), Now))?.LastSeenAt);
        Assert.True(await Sessions.End(1, Now, null, CancellationToken));
        Assert.False(await Sessions.End(1, Now, null, CancellationToken));
        Assert.Null(await Find(secret, Now, Now.AddHours(-8)));
        Assert.Equal(0L, await Scalar($"select count(*) from nec.session where session::text like '%{secret}%'"));
    }

    [Fact]
    public async Task All_of_a_persons_sessions_end_with_one_entry_and_nobody_elses()
    {
        await Sessions.Begin(Session, null, CancellationToken);
        await Sessions.Begin(Session with { Person = "Officer@Example.org" }, null, CancellationToken);
        await Sessions.Begin(Session with { Person = "other@example.org" }, null, CancellationToken);
        Assert.Equal(2, (await Sessions.Live("OFFICER@example.org", Now, Now.AddHours(-8), CancellationToken)).Count);
        Assert.Equal(2, await EndAll());
        Assert.Equal(0, await EndAll());
        Assert.Equal("other@example.org", Assert.Single(await Sessions.Live(null, Now, Now.AddHours(-8), CancellationToken)).Person);
        Assert.Equal("2", await Scalar("select string_agg(after, ', ') from nec.audit"));
    }

    private Task<StoredSession?> Find(string secret, DateTimeOffset now, DateTimeOffset seenAfter) => Sessions.Find(secret, now, seenAfter, CancellationToken);

    private Task<int> EndAll() => Sessions.EndAll(
        "officer@example.org", Now, count => new() { HappenedAt = Now, Who = "officer@example.org", Action = "sign-out-everywhere", Target = "session", After = $"{count}" }, CancellationToken);
}
