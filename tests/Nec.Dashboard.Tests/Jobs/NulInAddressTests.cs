using System.Net;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The database takes no NUL in a text: whoever types one into the address is answered all the same.</summary>
public sealed class NulInAddressTests : DashboardTests
{
    [Theory]
    [InlineData("/runs?text=re%00fused", HttpStatusCode.OK)]
    [InlineData("/runs?job=%00CheckPages", HttpStatusCode.OK)]
    [InlineData("/runs?node=node%00", HttpStatusCode.OK)]
    [InlineData("/runs?outcome=running&text=%00x", HttpStatusCode.OK)]
    [InlineData("/runs?sort=job&after=639062244000000000~Check%00Pages-7", HttpStatusCode.OK)]
    [InlineData("/runs.csv?text=%00x", HttpStatusCode.OK)]
    [InlineData("/jobs/Check%00Pages", HttpStatusCode.BadRequest)] // the server takes none in a path
    public async Task It_is_answered(string address, HttpStatusCode expected)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        using var reply = await client.GetAsync(address, CancellationToken);
        Assert.Equal(expected, reply.StatusCode);
    }
}
