using Nec.Core.Facts;
using Nec.Simulator;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Tokens that die are an admin's to renew: told once when the fortnight begins, and once when it is over.</summary>
public sealed class CredentialsTests
{
    [Fact]
    public async Task A_token_that_dies_within_a_fortnight_is_told_to_the_admin_once_and_its_renewal_too()
    {
        await using var place = await Workplace.Open("2019-09-10T05:15Z", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01"));
        var app = await place.Host();
        place.World.Graph.TokenExpiresAt = Workplace.At("2019-09-23T12:00Z");

        Assert.Equal(["Nec: look at the credentials for facebook"], await Told("2019-09-10"));
        Assert.Empty(await Told("2019-09-11"));
        place.World.Graph.TokenExpiresAt = Workplace.At("2019-12-23T12:00Z");
        Assert.Equal(["Nec: 1 right again"], await Told("2019-09-12"));
        place.World.Graph.Fail(HttpFault.Status(503), HttpFault.Always, "/v26.0/debug_token");
        Assert.Empty(await Told("2019-09-13")); // an outage is no matter of the token's
        place.World.Graph.Recover();
        Assert.Empty(await Told("2019-09-14"));

        async Task<IReadOnlyList<string?>> Told(string day)
        {
            var before = place.World.Mail.Messages.Count;
            place.MoveTo($"{day}T05:15Z");
            await Workplace.Run<PullFollowers>(app);
            place.MoveTo($"{day}T07:00Z");
            await Workplace.Run<WriteNotices>(app);
            await Workplace.Run<SendMail>(app);
            return [.. place.World.Mail.Messages.Skip(before).Where(mail => (mail.Subject ?? "").StartsWith("Nec: ", StringComparison.Ordinal)).Select(mail => mail.Subject)];
        }
    }

    [Fact]
    public async Task A_networks_failure_that_nobody_foresaw_leaves_its_rows_and_never_stops_the_next()
    {
        var contract = TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01")
            .Replace("commitments:", "  - { id: tweets, network: x, handle: north, metric: followers }\ncommitments:", StringComparison.Ordinal);
        await using var place = await Workplace.Open("2019-09-10T05:15Z", contract);
        var app = await place.Host();
        await place.Refuse("social_account", "new.handle = '102000000000002'", "22000");
        await place.Refuse("source_state", "new.source = 'facebook'", "22000");

        await Workplace.Run<PullFollowers>(app);

        var checks = (await Workplace.Facts(app)).OfType<SourceCheck>().ToDictionary(check => check.Target, check => check.Reason);
        Assert.Equal(["bridport", "dorchester", "sherborne", "tweets"], checks.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("the look failed in a way that nobody foresaw; the worker's log says how", checks["dorchester"]);
        Assert.Equal("X:Token is not set", checks["tweets"]);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_leaves_alone_what_it_counted_and_one_by_hand_looks_again()
    {
        await using var place = await Workplace.Open("2019-09-10T05:15Z", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-01-01"));
        var app = await place.Host();
        place.World.Graph.Fail(HttpFault.Status(503), HttpFault.Always, "/v26.0/102000000000002");

        var first = await Workplace.Run<PullFollowers>(app);
        Assert.StartsWith("2 of 3 accounts counted, 1 unable: ", first.Summary, StringComparison.Ordinal);
        place.World.Graph.Recover();
        Assert.Equal("3 of 3 accounts counted, 2 already seen today", (await Workplace.Run<PullFollowers>(app)).Summary);
        place.MoveTo("2019-09-10T05:20Z");
        Assert.Equal("3 of 3 accounts counted", (await Workplace.Run<PullFollowers>(app, isAsked: true)).Summary);
        Assert.Equal("3 of 3 accounts counted, 3 already seen today", (await Workplace.Run<PullFollowers>(app)).Summary);
    }
}
