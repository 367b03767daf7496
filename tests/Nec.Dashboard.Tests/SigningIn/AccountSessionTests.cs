using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Contracts;
using Nec.Testing.Core;
using Npgsql;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>What an account's session lets its person do is asked at each request, and never more than its provider gave.</summary>
public sealed class AccountSessionTests : AccountTests
{
    private const string Name = "alex.north@example.org";
    private const string Email = "alex@work.example.org";

    protected override Dictionary<string, string?> Settings => new(ByAuthority, StringComparer.Ordinal)
    {
        ["Dashboard:OpenId:RoleMap:2:Claim"] = "nec-team",
        ["Dashboard:OpenId:RoleMap:2:Role"] = "Team",
        ["Dashboard:IdleHours"] = "24",
        ["Dashboard:SessionHours"] = "24",
    };

    [Theory]
    [InlineData(Name)]
    [InlineData(Email)]
    public async Task A_later_entry_of_the_settings_with_a_lower_role_ends_the_session_by_name_or_address(string listed)
    {
        Provider.Person["roles"] = new JsonArray("nec-north");
        Provider.Person["email"] = Email;
        using var client = Host.Anonymous();
        Assert.True(await ComesIn(client));
        Assert.Equal(HttpStatusCode.OK, await Opens(Host, client, "/admin"));
        await using var same = await Host.Beside(With(listed, Roles.Admin), CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await Opens(same, client, "/admin"));
        await using var lower = await Host.Beside(With(listed, Roles.Viewer), CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(lower, client, "/promises"));
    }

    [Theory]
    [InlineData(Name)]
    [InlineData(Email)]
    public async Task A_role_that_the_settings_lower_keeps_the_reach_of_the_account_and_is_audited_as_what_it_is(string listed)
    {
        Provider.Person["roles"] = new JsonArray("nec-north");
        Provider.Person["email"] = Email;
        await using var lower = await Host.Beside(With(listed, Roles.Viewer), CancellationToken);
        using var client = lower.Anonymous();
        Assert.True(await ComesIn(client));
        Assert.Equal(HttpStatusCode.Forbidden, await Opens(lower, client, "/admin"));
        Assert.Equal(HttpStatusCode.OK, await Opens(lower, client, "/promises/north"));
        Assert.Equal(HttpStatusCode.NotFound, await Opens(lower, client, "/promises/south"));
        Assert.Equal([$"{Name} as Viewer, with an account"], await Audited(lower));
        Assert.Contains("Information: A person signed in with an account, in the role Viewer", lower.Logged);
    }

    [Theory]
    [InlineData("nec-viewer", Roles.Viewer, "north", true, false)] // all teams, cut down to one
    [InlineData("nec-north", Roles.Admin, "south", false, false)] // no team in common
    [InlineData("nec-north", Roles.Admin, null, true, false)] // all teams in the settings widen nothing
    public async Task The_settings_narrow_the_reach_of_an_account_and_never_widen_it(
        string claim, string role, string? team, bool seesNorth, bool seesSouth)
    {
        Provider.Person["roles"] = new JsonArray(claim);
        await using var host = await Host.Beside(With(Name, role, team), CancellationToken);
        using var client = host.Anonymous();
        Assert.True(await ComesIn(client));
        Assert.Equal(seesNorth, await Opens(host, client, "/promises/north") == HttpStatusCode.OK);
        Assert.Equal(seesSouth, await Opens(host, client, "/promises/south") == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_who_leaves_a_post_loses_its_team_at_the_next_request_and_gains_that_of_another()
    {
        await using var host = await DashboardHost.Start(
            Settings,
            [
                A.Contract with { Posts = [Held(new("Alex", Name, new(2025, 1, 1), new(2026, 2, 10)))] },
                A.Contract with { Id = "south", Posts = [Held(new("Alex", Name, new(2026, 2, 11)))] },
            ],
            CancellationToken);
        await Sample.Fill(host, CancellationToken);
        Provider.Person["roles"] = new JsonArray("nec-team");
        using var client = host.Anonymous();
        Assert.True(await ComesIn(client));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound),
            (await Opens(host, client, "/promises/north"), await Opens(host, client, "/promises/south")));
        host.Time.Now += TimeSpan.FromHours(16); // 11 February
        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.OK),
            (await Opens(host, client, "/promises/north"), await Opens(host, client, "/promises/south")));
    }

    private static Post Held(Tenure tenure) => new() { Id = "inspector", Title = "Inspector", Holders = [tenure] };

    private Dictionary<string, string?> With(string address, string role, string? team = null)
    {
        Dictionary<string, string?> settings = new(Settings, StringComparer.Ordinal)
        {
            ["Dashboard:People:0:Email"] = address,
            ["Dashboard:People:0:Role"] = role,
        };
        if (team is not null)
        {
            settings["Dashboard:People:0:Teams:0"] = team;
        }

        return settings;
    }

    // The cookies of a client go to every worker here: cookies know no ports.
    private static async Task<HttpStatusCode> Opens(DashboardHost host, HttpClient client, string page)
    {
        using var reply = await client.GetAsync(new Uri(host.Address, page), CancellationToken);
        return reply.StatusCode;
    }

    private static async Task<List<string>> Audited(DashboardHost host)
    {
        await using var connection = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return [.. await connection.QueryAsync<string>("select who || ' ' || after from nec.audit where action = 'sign-in' order by audit_id")];
    }
}
