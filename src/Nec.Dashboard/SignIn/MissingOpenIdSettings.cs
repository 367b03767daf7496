using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Nec.Dashboard.SignIn;

/// <summary>Says at the start which settings keep people from signing in with an account; links in mail work without them.</summary>
internal sealed partial class MissingOpenIdSettings(IOptions<DashboardOptions> dashboard, ILogger<MissingOpenIdSettings> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (dashboard.Value.OpenId.Missing is { Count: > 0 } missing)
        {
            LogMissing(string.Join(" and ", missing));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "Nobody can sign in with an account until {Missing} is set: without Authority, Nec needs it to check ID tokens. "
        + "Sign-in links in mail work.")]
    private partial void LogMissing(string missing);
}
