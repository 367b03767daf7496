using Nec.Integrations.Http;
using Nec.Integrations.Mail.Graph;
using Nec.Simulator;
using Nec.Testing;

namespace Nec.Integrations.Tests.Mail.Graph;

/// <summary>A simulated Graph, senders to it, and a clock for their pace.</summary>
internal sealed class GraphWorld : IAsyncDisposable
{
    private readonly OutsideWorld _world;
    private readonly List<GraphMailSender> _senders = [];

    private GraphWorld(OutsideWorld world) => (_world, Time) = (world, new FakeTimeProvider(world.Now));

    public FakeTimeProvider Time { get; }

    public GraphMailServer Server => _world.GraphMail;

    /// <summary>Those that fit, at no pace.</summary>
    public GraphMailOptions Options => new()
    {
        TenantId = Server.TenantId,
        ClientId = Server.ClientId,
        ClientSecret = Server.ClientSecret,
        Mailbox = Server.Mailbox,
        BaseAddress = Server.Address.AbsoluteUri,
        Authority = Server.Address.AbsoluteUri,
        PerMinute = 0,
    };

    public static async Task<GraphWorld> Start(CancellationToken cancellationToken) => new(await OutsideWorld.Start(cancellationToken));

    public GraphMailSender Sender(GraphMailOptions options, int timeoutSeconds = 30)
    {
        var sender = new GraphMailSender(options, new HttpOptions { TimeoutSeconds = timeoutSeconds }, Time);
        _senders.Add(sender);

        return sender;
    }

    public async ValueTask DisposeAsync()
    {
        _senders.ForEach(sender => sender.Dispose());
        await _world.DisposeAsync();
    }
}
