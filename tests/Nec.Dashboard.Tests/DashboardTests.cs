using Nec.Core.Contracts;

namespace Nec.Dashboard.Tests;

/// <summary>Every test has a dashboard and a database of its own.</summary>
public abstract class DashboardTests : IAsyncLifetime
{
    private DashboardHost? _host;

    protected static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    protected DashboardHost Host => _host!; // set before every test

    public virtual async ValueTask InitializeAsync() => await Start();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the dashboard starts with.</summary>
    protected virtual IReadOnlyList<Contract> Contracts => Sample.Contracts;

    protected async Task Start() => _host = await DashboardHost.Start(Contracts, CancellationToken);

    /// <summary>Starts it again with other contracts.</summary>
    protected async Task Load(params IReadOnlyList<Contract> contracts) => _host = await Host.With(contracts, CancellationToken);

    protected async Task<string> Page(string address, string role = Roles.Admin)
    {
        using var client = await Host.SignedIn(role, CancellationToken);
        return await client.GetStringAsync(address, CancellationToken);
    }
}
