using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests;

public sealed class AccessTests : DashboardTests
{
    private static readonly Scope NorthAlone = new([], ["north"]);

    [Theory]
    [InlineData("/promises/north/clerk-meeting/lyme-regis", HttpStatusCode.OK)]
    [InlineData("/promises/south/page", HttpStatusCode.NotFound)] // there, but another team's
    [InlineData("/promises/nowhere/page", HttpStatusCode.NotFound)] // not there at all: the same answer
    [InlineData("/promises?team=south", HttpStatusCode.NotFound)]
    [InlineData("/promises?team=north&team=south", HttpStatusCode.NotFound)]
    [InlineData("/promises?TEAM=%20south%20", HttpStatusCode.NotFound)]
    [InlineData("/notices/1", HttpStatusCode.OK)] // tells of north alone
    [InlineData("/notices/2", HttpStatusCode.NotFound)] // tells of no team: an administrator's
    [InlineData("/notices/1/html", HttpStatusCode.OK)]
    [InlineData("/notices/2/html", HttpStatusCode.NotFound)]
    public async Task Another_teams_record_is_not_there(string address, HttpStatusCode expected)
    {
        await Sample.Fill(Host, CancellationToken);
        foreach (var role in Roles.All)
        {
            using var client = await Host.SignedIn(role, NorthAlone, CancellationToken);
            using var reply = await client.GetAsync(address, CancellationToken);
            Assert.True(expected == reply.StatusCode, $"{role}: {reply.StatusCode}");
        }
    }

    [Fact]
    public async Task Lists_and_counts_leave_other_teams_out()
    {
        await Sample.Fill(Host, CancellationToken);
        using var client = await Host.SignedIn(Roles.Viewer, NorthAlone, CancellationToken);
        var promises = await client.GetStringAsync("/promises", CancellationToken);
        Assert.Contains("Lyme Regis", promises, StringComparison.Ordinal);
        Assert.DoesNotContain("South", promises, StringComparison.Ordinal);
        Assert.DoesNotContain(">Unable to check</a>", promises, StringComparison.Ordinal);
        var notices = await client.GetStringAsync("/notices", CancellationToken);
        Assert.Contains("/notices/1\"", notices, StringComparison.Ordinal);
        Assert.DoesNotContain("/notices/2\"", notices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_of_another_team_is_not_sent_again_from_outside()
    {
        await Sample.Fill(Host, CancellationToken);
        using var client = await Host.SignedIn(Roles.Operator, NorthAlone, CancellationToken);
        using var reply = await DashboardHost.PressWithAnyToken(client, "/notices/2/send-again", [], CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Theory]
    [InlineData(Roles.Viewer, "north", true, false)] // looks only
    [InlineData(Roles.Team, "north", true, true)]
    [InlineData(Roles.Operator, "north", true, false)] // runs jobs, edits no evidence
    [InlineData(Roles.Admin, "north", true, true)]
    [InlineData(Roles.Admin, "south", false, false)] // another force's
    [InlineData(Roles.Admin, "unknown", false, false)]
    public void A_role_acts_within_its_force(string role, string team, bool maySee, bool mayChange)
    {
        var catalogue = new PromiseCatalogue();
        catalogue.Set([A.Contract, A.Contract with { Id = "south", Force = "elsewhere" }]);
        var access = new Access(catalogue);
        var person = new ClaimsPrincipal(Session.IdentityOf("alex@example.org", role, new([A.Contract.Force], []), Host.Time.Now));
        Assert.Equal((maySee, mayChange), (access.MaySee(person, team), access.MayChange(person, team)));
        Assert.Equal(["north"], access.TeamsOf(person)!);
    }

    [Fact]
    public void No_scope_at_all_sees_nothing_and_the_whole_one_everything()
    {
        var access = new Access(Host.Services.GetRequiredService<PromiseCatalogue>());
        var nobody = new ClaimsPrincipal(Session.IdentityOf("alex@example.org", Roles.Admin, new([], []), Host.Time.Now));
        Assert.False(access.MaySee(nobody, "north"));
        Assert.Empty(access.TeamsOf(nobody)!);
        Assert.Null(access.TeamsOf(Scope.Everything));
    }
}
