using Nec.Integrations.Http;
using Nec.Integrations.PoliceUk;
using Nec.Integrations.Tests.Http;
using Nec.Simulator;
using RestSharp;
using SimulatedPoliceUk = Nec.Simulator.PoliceUk;

namespace Nec.Integrations.Tests.PoliceUk;

/// <summary>The real client over real sockets, against the simulated data.police.uk.</summary>
internal sealed class PoliceUkWorld : IAsyncDisposable
{
    private readonly OutsideWorld _world;
    private readonly IRestClient _rest;

    private PoliceUkWorld(OutsideWorld world, HttpOptions options)
    {
        _world = world;
        _rest = new OutboundHttp(options, Time).Client(new Uri(world.PoliceUk.BaseAddress), followRedirects: true);
        Client = new(_rest, new());
    }

    public HandTime Time { get; } = new();

    public PoliceUkClient Client { get; }

    public SimulatedPoliceUk Server => _world.PoliceUk;

    public DateTimeOffset Now
    {
        set => _world.Now = value;
    }

    /// <summary>One that tries once.</summary>
    public static async Task<PoliceUkWorld> Open(CancellationToken cancellationToken) =>
        new(await OutsideWorld.Start(cancellationToken), TestOutside.Options with { Retries = 0 });

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _world.DisposeAsync();
    }
}
