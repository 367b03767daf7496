using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Contracts;
using Nec.Dashboard.SignIn;
using Nec.Testing.Core;
using Npgsql;

namespace Nec.Dashboard.Tests.SigningIn;

public sealed class MailedLinkTests : DashboardTests
{
    private int _ends;

    private static KeyValuePair<string, string> Email(string address) => KeyValuePair.Create("email", address);

    [Fact]
    public async Task A_known_address_and_an_unknown_one_get_the_same_answer_and_only_the_known_one_a_letter()
    {
        await Sample.Fill(Host, CancellationToken);
        using var client = Host.Anonymous();
        using var unknown = await DashboardHost.PressWithAnyToken(client, "/sign-in", [Email("nobody@example.org")], CancellationToken);
        using var known = await DashboardHost.PressWithAnyToken(client, "/sign-in", [Email("ADMIN@example.org")], CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/sign-in/sent"), (known.StatusCode, known.Headers.Location?.ToString()));
        Assert.Equal((unknown.StatusCode, unknown.Headers.Location), (known.StatusCode, known.Headers.Location));
        Assert.Equal(await unknown.Content.ReadAsStringAsync(CancellationToken), await known.Content.ReadAsStringAsync(CancellationToken));

        // They are seen to in order, so the first letter shows that the unknown one got none.
        var letter = await Host.Letters.Reader.ReadAsync(CancellationToken);
        Assert.Equal(("ADMIN@example.org", 15), (letter.Address, letter.Minutes));
        using var signedIn = await DashboardHost.Press(client, letter.Path, letter.Path, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        Assert.Contains("South", await client.GetStringAsync("/promises", CancellationToken), StringComparison.Ordinal);
        using var again = await DashboardHost.Press(client, letter.Path, letter.Path, CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task A_mailed_link_ends_after_its_quarter_of_an_hour()
    {
        using var client = Host.Anonymous();
        using var asked = await DashboardHost.PressWithAnyToken(client, "/sign-in", [Email("admin@example.org")], CancellationToken);
        var letter = await Host.Letters.Reader.ReadAsync(CancellationToken);
        Host.Time.Now += TimeSpan.FromMinutes(15);
        using var late = await DashboardHost.Press(client, letter.Path, letter.Path, CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Fact]
    public async Task Nobodys_mailbox_is_filled_by_a_stranger_and_nobody_is_kept_from_having_a_link()
    {
        await LoadOfficer();
        using var client = Host.Anonymous();
        Assert.Equal(["admin", "admin", "admin", "officer"], await MailedAfter(client, "admin", "admin", "admin", "admin", "admin", "officer"));

        // Five minutes later the person's own ask gets a link, though three that a stranger asked for still work; and then none is due again.
        Host.Time.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(["admin", "officer"], await MailedAfter(client, "admin", "admin", "officer"));
    }

    [Fact]
    public async Task Whoever_has_used_their_links_gets_another_at_once()
    {
        using var client = Host.Anonymous();
        for (var round = 0; round < 5; round++)
        {
            using var signedIn = await Host.SignedInByMail("admin@example.org", CancellationToken);
            Assert.Contains("Sign out", await signedIn.GetStringAsync("/", CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_client_that_asks_for_everybody_keeps_nobody_behind_the_same_address_from_a_link()
    {
        await LoadOfficer();
        using var stranger = Host.Anonymous();
        string[] asks = [.. Enumerable.Range(0, ClientBudget.Most + 5).Select(ask => $"nobody{ask}"), "admin", "admin"];
        using var colleague = Host.Anonymous();
        Assert.Equal(["admin"], await MailedAfter(stranger, asks)); // one of two: the client has asked often
        Assert.Equal(["officer"], await MailedAfter(colleague, "officer"));
        Host.Time.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(["admin"], await MailedAfter(colleague, "admin")); // the stranger's link is no longer fresh
    }

    [Fact]
    public void A_client_is_an_address_or_a_network_of_the_sixth_version()
    {
        using var budget = new ClientBudget();
        foreach (var (client, other, isSame) in (ReadOnlySpan<(string, string, bool)>)
        [
            ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true), // one household
            ("2001:db8:0:2::1", "2001:db8:0:3::1", false),
            ("192.0.2.1", "::ffff:192.0.2.1", true), // the same, as a socket for both versions names it
            ("192.0.2.2", "192.0.2.3", false),
        ])
        {
            for (var ask = 0; ask < ClientBudget.Most; ask++)
            {
                Assert.True(budget.TryTake(IPAddress.Parse(client)));
            }

            Assert.False(budget.TryTake(IPAddress.Parse(client)));
            Assert.Equal(!isSame, budget.TryTake(IPAddress.Parse(other)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("Alex <alex@example.org>")]
    public async Task What_is_no_address_is_said_in_the_form(string given)
    {
        using var client = Host.Anonymous();
        using var reply = await DashboardHost.PressWithAnyToken(client, "/sign-in", [Email(given)], CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        var page = await reply.Content.ReadAsStringAsync(CancellationToken);
        Assert.Contains("<title>Error: Sign in to Nec", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#email\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_hold_or_cover_a_post_today_are_of_its_team_and_nobody_else()
    {
        await Load(
        [
            A.Contract with { Posts = [Holding("officer@example.org") with { Deputies = [new("Sam", "deputy@example.org", new(2026, 2, 1), new(2026, 2, 10))] }] },
            A.Contract with { Id = "south", Posts = [Holding("officer@example.org") with { Holders = [new("Alex", "officer@example.org", new(2025, 1, 1), new(2026, 2, 9)), new("Kim", "new@example.org", new(2026, 2, 10))] }] },
        ]);
        var people = Host.Services.GetRequiredService<KnownPeople>();
        Assert.Equal((Roles.Team, "north"), (people.Find("Officer@Example.org")!.Role, string.Join(',', people.Find("officer@example.org")!.Teams)));
        Assert.Equal(["north"], people.Find("deputy@example.org")!.Teams);
        Assert.Equal(["south"], people.Find("new@example.org")!.Teams);
        Assert.Null(people.Find("nobody@example.org"));
        Host.Time.Now += TimeSpan.FromDays(1);
        Assert.Null(people.Find("deputy@example.org"));
    }

    [Fact]
    public async Task Coming_and_going_is_in_the_audit_log()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var reply = await DashboardHost.Press(client, "/promises", "/sign-out", CancellationToken);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal(
            ["Alex North sign-in as Operator, by link", "Alex North sign-out "],
            await connection.QueryAsync<string>("select who || ' ' || action || ' ' || coalesce(after, '') from nec.audit order by audit_id"));
    }

    // Who gets a letter when these are asked for in their order. They are seen to in order too: the letter of one more, who never had any, shows that there are no others.
    private async Task<List<string>> MailedAfter(HttpClient client, params string[] names)
    {
        var end = $"end{_ends++}";
        foreach (var name in names.Append(end))
        {
            using var asked = await DashboardHost.PressWithAnyToken(client, "/sign-in", [Email($"{name}@example.org")], CancellationToken);
            Assert.Equal((HttpStatusCode.Found, "/sign-in/sent"), (asked.StatusCode, asked.Headers.Location?.ToString()));
        }

        List<string> to = [];
        while (to.LastOrDefault() != end)
        {
            to.Add((await Host.Letters.Reader.ReadAsync(CancellationToken)).Address.Split('@')[0]);
        }

        return to[..^1];
    }

    private Task LoadOfficer() => Load([A.Contract with { Posts = [Holding("officer@example.org"), .. Enumerable.Range(0, 5).Select(end => Holding($"end{end}@example.org") with { Id = $"end{end}" })] }]);

    private static Post Holding(string address) => new() { Id = "inspector", Title = "Inspector", Holders = [new("Alex", address, new(2025, 1, 1))] };
}
