namespace Nec.Simulator;

/// <summary>Everything outside that a contract year needs, in one process, on loopback sockets; every answer depends on <see cref="Now"/> alone.</summary>
public sealed class OutsideWorld : IAsyncDisposable
{
    private readonly SimulatedTime time;

    private OutsideWorld(SimulatedTime time, GraphApi graph, ForceWebsite website, GovUk govUk, SmtpSink mail)
        => (this.time, Graph, Website, GovUk, Mail, GraphMail, Notify, X, YouTube, Bluesky, Mastodon, PoliceUk)
            = (time, graph, website, govUk, mail, new(), new(time), new(time), new(time), new(time), new(time), new(time));

    /// <summary>The simulated instant; starts at midnight (London) on 2 August 2019.</summary>
    public DateTimeOffset Now
    {
        get => time.Now;
        set => time.Now = value;
    }

    /// <summary>Every source that is read is down at once; mail still goes.</summary>
    public bool IsDark
    {
        get => Sources[0].IsDark;
        set => Array.ForEach(Sources, source => source.IsDark = value);
    }

    private SimulatedServer[] Sources => [Graph, Website, GovUk, X, YouTube, Bluesky, Mastodon, PoliceUk];

    public Uri GraphAddress => Graph.Address;

    public Uri ForceWebsiteAddress => Website.Address;

    public Uri GovUkAddress => GovUk.Address;

    public GraphApi Graph { get; }

    public ForceWebsite Website { get; }

    public GovUk GovUk { get; }

    public SmtpSink Mail { get; }

    public GraphMailServer GraphMail { get; }

    public NotifyServer Notify { get; }

    public XApi X { get; }

    public YouTubeApi YouTube { get; }

    public BlueskyApi Bluesky { get; }

    public MastodonApi Mastodon { get; }

    public PoliceUk PoliceUk { get; }

    public static Task<OutsideWorld> Start(CancellationToken cancellationToken) => Start(new SmtpSinkOptions(), cancellationToken);

    /// <summary>As <see cref="Start(CancellationToken)"/>, with a mail server that asks for TLS or sign-in.</summary>
    public static async Task<OutsideWorld> Start(SmtpSinkOptions mail, CancellationToken cancellationToken)
    {
        var clock = new SimulatedTime();
        var world = new OutsideWorld(
            clock,
            new GraphApi(clock),
            new ForceWebsite(clock),
            new GovUk(),
            await SmtpSink.Start(mail with { Now = mail.Now ?? (() => clock.Now) }, cancellationToken));
        try
        {
            await world.Graph.Open(cancellationToken);
            await world.Website.Open(cancellationToken);
            await world.GovUk.Open(cancellationToken);
            await world.GraphMail.Open(cancellationToken);
            await world.Notify.Open(cancellationToken);
            await world.X.Open(cancellationToken);
            await world.YouTube.Open(cancellationToken);
            await world.Bluesky.Open(cancellationToken);
            await world.Mastodon.Open(cancellationToken);
            await world.PoliceUk.Open(cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(
        Graph.DisposeAsync().AsTask(), Website.DisposeAsync().AsTask(), GovUk.DisposeAsync().AsTask(), Mail.DisposeAsync().AsTask(),
        GraphMail.DisposeAsync().AsTask(), Notify.DisposeAsync().AsTask(), X.DisposeAsync().AsTask(), YouTube.DisposeAsync().AsTask(),
        Bluesky.DisposeAsync().AsTask(), Mastodon.DisposeAsync().AsTask(), PoliceUk.DisposeAsync().AsTask());
}
