using Nec.Core.Contracts;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Instagram;
using Nec.Integrations.Social;
using Nec.Simulator;
using RestSharp;

namespace Nec.Integrations.Tests.Facebook;

/// <summary>The simulated Graph over real sockets, and clients of it whose pauses are noted and not waited for.</summary>
public abstract class MetaWorld : IAsyncLifetime
{
    internal const string Token = "EAAtokenOfTheTest0123456789";
    internal const string Secret = "5ecretOfTheApp";

    internal static readonly Account Bridport = new("bridport", "facebook", SimulatedPage.Bridport.Id, "page-likes");
    internal static readonly Account Dorchester = new("dorchester", "facebook", SimulatedPage.Dorchester.Id, "page-likes");
    internal static readonly Account Sherborne = new("sherborne", "facebook", SimulatedPage.Sherborne.Id, "page-likes");
    internal static readonly Account Pictures = new("pictures", "instagram", SimulatedInstagram.Bridport.Username, "followers");

    private readonly List<IRestClient> _clients = [];

    internal OutsideWorld World { get; private set; } = null!; // set before every test

    internal GraphApi Graph => World.Graph;

    internal HurriedTime Time { get; } = new();

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal FacebookOptions Options => new() { Token = Token, AppSecret = Secret, BaseAddress = World.GraphAddress.AbsoluteUri };

    internal InstagramOptions InstagramOptions => new() { Token = Token, UserId = SimulatedInstagram.Own.Id, AppSecret = Secret, BaseAddress = World.GraphAddress.AbsoluteUri };

    public async ValueTask InitializeAsync()
    {
        World = await OutsideWorld.Start(Cancel);
        (Graph.AccessToken, Graph.AppSecret, Graph.RequireProof) = (Token, Secret, true);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal FacebookClient Facebook(FacebookOptions? options = null, TimeProvider? outside = null) => new(Client(outside), options ?? Options, Time);

    internal InstagramClient Instagram(InstagramOptions? options = null, TimeProvider? outside = null) => new(Client(outside), options ?? InstagramOptions, Time);

    internal Task<IReadOnlyList<AccountLook>> Count(ISocialNetwork network, params Account[] accounts) =>
        network.Count([.. accounts.Select(account => new AskedAccount(account))], World.Now, Cancel);

    internal static long CountOf(AccountLook look) => Assert.IsType<Seen>(look.Look).Reading.Count;

    internal static Unable Refusal(AccountLook look) => Assert.IsType<Unable>(look.Look);

    private IRestClient Client(TimeProvider? time)
    {
        var client = new OutboundHttp(TestOptions, time ?? TimeProvider.System).Client(World.GraphAddress, followRedirects: false);
        _clients.Add(client);

        return client;
    }

    private static HttpOptions TestOptions { get; } = new() { PerHostPerSecond = 0, RetrySeconds = 0, Retries = 1, AllowedPrivateHosts = ["127.0.0.1"] };
}

/// <summary>Every wait is over at once, and is remembered.</summary>
internal sealed class HurriedTime : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);

        return base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
