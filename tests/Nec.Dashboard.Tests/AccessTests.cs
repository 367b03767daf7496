using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Storage;
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
    [InlineData("/notices/1", HttpStatusCode.OK)] // speaks of north alone
    [InlineData("/notices/2", HttpStatusCode.NotFound)] // speaks of no team, as one from before that was written down
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

    [Theory]
    [InlineData(new[] { "north" }, new string[0], true)] // all that it says it has said before
    [InlineData(new[] { "north", "south" }, new[] { "north" }, false)] // repeats what South has not done
    [InlineData(new[] { "south" }, new[] { "north" }, false)]
    [InlineData(new string[0], new[] { "north" }, false)] // from before the teams were written down
    public async Task A_letter_is_for_those_who_may_see_every_team_that_it_speaks_of(string[] speaksOf, string[] tells, bool isShown)
    {
        await Sample.Fill(Host, CancellationToken);
        var letter = Sample.Notice(9, "digest") with { Teams = speaksOf };
        await Host.Services.GetRequiredService<Outbox>().Queue(letter, [.. tells.Select(team => SentReminder.Read(team, "newsletter", "2026-Q1", "due-0", "inspector")!)], Host.Time.Now, CancellationToken);
        using var client = await Host.SignedIn(Roles.Operator, NorthAlone, CancellationToken);

        Assert.Equal(isShown, (await client.GetStringAsync("/notices", CancellationToken)).Contains("/notices/5\"", StringComparison.Ordinal));
        foreach (var address in new[] { "/notices/5", "/notices/5/html" })
        {
            using var reply = await client.GetAsync(address, CancellationToken);
            Assert.Equal(isShown ? HttpStatusCode.OK : HttpStatusCode.NotFound, reply.StatusCode);
        }

        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);
        Assert.Contains("/notices/5\"", await admin.GetStringAsync("/notices", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promises_page_names_a_letter_only_to_those_who_may_read_it()
    {
        await Sample.Fill(Host, CancellationToken);
        var letter = Sample.Notice(9, "digest") with { Teams = ["north", "south"], Subject = "Keep what South promised, and 1 more" };
        await Host.Services.GetRequiredService<Outbox>().Queue(letter, [SentReminder.Read("north", "newsletter", "2025-Q4", "over-7", "inspector")!], Host.Time.Now, CancellationToken);
        using var scoped = await Host.SignedIn(Roles.Viewer, NorthAlone, CancellationToken);
        using var whole = await Host.SignedIn(Roles.Viewer, CancellationToken);

        var page = await scoped.GetStringAsync("/promises/north/newsletter", CancellationToken);
        Assert.DoesNotContain("what South promised", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/notices/5\"", page, StringComparison.Ordinal);
        Assert.Contains("In a letter that may speak of other teams too", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/notices/5\">Keep what South promised", await whole.GetStringAsync("/promises/north/newsletter", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("href=\"/notices/1\"", await scoped.GetStringAsync("/promises/north/clerk-meeting/lyme-regis", CancellationToken), StringComparison.Ordinal);
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
        var contracts = new ContractRegistry([A.Contract, A.Contract with { Id = "south", Force = "elsewhere" }]);
        var access = new Access(contracts);
        var person = new ClaimsPrincipal(Session.IdentityOf("alex@example.org", role, new([A.Contract.Force], []), Host.Time.Now));
        Assert.Equal((maySee, mayChange), (access.MaySee(person, team), access.MayChange(person, team)));
        Assert.Equal(["north"], access.TeamsOf(person)!);
    }

    [Fact]
    public void No_scope_at_all_sees_nothing_and_the_whole_one_everything()
    {
        var access = new Access(Host.Services.GetRequiredService<ContractRegistry>());
        var nobody = new ClaimsPrincipal(Session.IdentityOf("alex@example.org", Roles.Admin, new([], []), Host.Time.Now));
        Assert.False(access.MaySee(nobody, "north"));
        Assert.Empty(access.TeamsOf(nobody)!);
        Assert.Null(access.TeamsOf(Scope.Everything));
    }
}
