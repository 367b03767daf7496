using Microsoft.Extensions.Hosting;

namespace Nec.Dashboard.SignIn;

/// <summary>
/// Ends, when a worker starts, the sessions of people whom its settings and contracts no longer name with their role: also on workers that
/// have not been restarted yet, whose own settings still name them.
/// </summary>
internal sealed class EndUnlistedSessions(Session session) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => session.EndUnlisted(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
