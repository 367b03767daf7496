using Microsoft.Extensions.Hosting;

namespace Nec.Dashboard.SignIn;

/// <summary>
/// When a worker starts, ends the sessions of people whom its settings and contracts no longer name with their role. They end on every
/// worker, also on one that has not been restarted and whose own settings still name them.
/// </summary>
internal sealed class EndUnlistedSessions(Session session) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => session.EndUnlisted(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
