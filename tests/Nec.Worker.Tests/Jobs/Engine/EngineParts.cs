using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nec.Worker.Jobs.Engine;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Parts of a worker that is built and not started, one at a time.</summary>
internal static class EngineParts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Registers the jobs, as a worker does before its server starts.</summary>
    public static Task Register(this WebApplication app) => app.Services.GetServices<IHostedService>().OfType<JobRegistration>().Single().StartAsync(Token);

    /// <summary>One round of the watch.</summary>
    public static Task Check(this WebApplication app) => app.Services.GetServices<IHostedService>().OfType<EngineWatch>().Single().Check(Token);
}
