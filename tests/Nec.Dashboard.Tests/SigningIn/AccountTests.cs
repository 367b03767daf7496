using System.Net;
using Nec.Simulator;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>A provider, and a dashboard that signs people in through it; each test has its own.</summary>
public abstract class AccountTests : IAsyncLifetime
{
    private OpenIdProvider? _provider;
    private DashboardHost? _host;

    protected static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    protected OpenIdProvider Provider => _provider!; // set before every test

    protected DashboardHost Host => _host!; // set before every test

    public async ValueTask InitializeAsync()
    {
        _provider = await OpenIdProvider.Start(CancellationToken);
        _host = await Start(Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the dashboard of every test starts with.</summary>
    protected virtual Dictionary<string, string?> Settings => ByAuthority;

    /// <summary>The settings of a provider that has a discovery document.</summary>
    protected Dictionary<string, string?> ByAuthority => new(Shared, StringComparer.Ordinal) { ["Dashboard:OpenId:Authority"] = Provider.Issuer };

    /// <summary>The settings of one that has none.</summary>
    protected Dictionary<string, string?> ByHand => new(Shared, StringComparer.Ordinal)
    {
        ["Dashboard:OpenId:AuthorizationEndpoint"] = $"{Provider.Issuer}/authorize",
        ["Dashboard:OpenId:TokenEndpoint"] = $"{Provider.Issuer}/token",
        ["Dashboard:OpenId:Issuer"] = Provider.Issuer,
        ["Dashboard:OpenId:JwksUri"] = $"{Provider.Issuer}/keys",
    };

    private Dictionary<string, string?> Shared => new(StringComparer.Ordinal)
    {
        ["Dashboard:OpenId:ClientId"] = Provider.ClientId,
        ["Dashboard:OpenId:ClientSecret"] = Provider.ClientSecret,
        ["Dashboard:OpenId:RoleMap:0:Claim"] = "nec-viewer",
        ["Dashboard:OpenId:RoleMap:0:Role"] = "Viewer",
        ["Dashboard:OpenId:RoleMap:1:Claim"] = "nec-north",
        ["Dashboard:OpenId:RoleMap:1:Role"] = "Admin",
        ["Dashboard:OpenId:RoleMap:1:Teams:0"] = "north",
    };

    /// <summary>Another dashboard, with data in it.</summary>
    protected static async Task<DashboardHost> Start(IReadOnlyDictionary<string, string?> settings)
    {
        var host = await DashboardHost.Start(settings, CancellationToken);
        await Sample.Fill(host, CancellationToken);
        return host;
    }

    /// <summary>From our page to the provider, to the address by which it sends the browser back.</summary>
    protected static async Task<Uri> Away(HttpClient client)
    {
        using var leaving = await client.GetAsync("/sign-in/account", CancellationToken);
        Assert.Equal(HttpStatusCode.Found, leaving.StatusCode);
        using var atProvider = await client.GetAsync(leaving.Headers.Location, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, atProvider.StatusCode);
        return atProvider.Headers.Location!; // a redirect has one
    }

    /// <summary>The whole way, and whether it leads in: where not, to a page of ours and to no session.</summary>
    protected static async Task<bool> ComesIn(HttpClient client)
    {
        using var reply = await client.GetAsync(await Away(client), CancellationToken);
        if (reply.StatusCode == HttpStatusCode.Found)
        {
            return true;
        }

        await IsOurPage(reply);
        await IsOut(client);
        return false;
    }

    protected static async Task IsOurPage(HttpResponseMessage reply)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Contains("Signing in did not work", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    protected static async Task IsOut(HttpClient client)
    {
        using var reply = await client.GetAsync("/promises", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }
}
