using System.Net;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The database takes no NUL in a text: whoever types one into the address is answered all the same.</summary>
public sealed class NulInAddressTests : DashboardTests
{
    public override async ValueTask InitializeAsync() => await Start(judge: null, storesJobs: true);

    [Fact]
    public async Task A_list_of_runs_is_shown()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        foreach (var query in (string[])["text=re%00fused", "job=%00CheckPages", "node=node%00", "outcome=queued&text=%00x", "outcome=missed&text=%00x", "after=639062244000000000-run%00"])
        {
            using var reply = await client.GetAsync($"/runs?{query}", CancellationToken);
            Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{query}: {reply.StatusCode}");
        }
    }
}
