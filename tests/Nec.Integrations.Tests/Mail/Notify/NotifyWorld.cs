using Nec.Integrations.Http;
using Nec.Integrations.Mail.Notify;
using Nec.Simulator;
using Nec.Testing;

namespace Nec.Integrations.Tests.Mail.Notify;

/// <summary>A simulated Notify, senders to it, and one clock for both.</summary>
internal sealed class NotifyWorld : IAsyncDisposable
{
    private readonly OutsideWorld _world;
    private readonly List<NotifyMailSender> _senders = [];

    private NotifyWorld(OutsideWorld world) => (_world, Time) = (world, new FakeTimeProvider(world.Now));

    /// <summary>The senders' clock.</summary>
    public FakeTimeProvider Time { get; }

    public NotifyServer Server => _world.Notify;

    public NotifyMailOptions Options => new() { ApiKey = Server.ApiKey, TemplateId = Server.TemplateId, BaseAddress = Server.Address.AbsoluteUri };

    public static async Task<NotifyWorld> Start(CancellationToken cancellationToken) => new(await OutsideWorld.Start(cancellationToken));

    /// <summary>Moves both clocks.</summary>
    public void Pass(TimeSpan time) => _world.Now = Time.Now += time;

    public NotifyMailSender Sender(NotifyMailOptions? options = null)
    {
        var sender = new NotifyMailSender(options ?? Options, new HttpOptions(), Time);
        _senders.Add(sender);

        return sender;
    }

    public async ValueTask DisposeAsync()
    {
        _senders.ForEach(sender => sender.Dispose());
        await _world.DisposeAsync();
    }
}
