using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;

namespace Nec.Integrations.Heartbeat;

/// <summary>Registers the sign of life.</summary>
public static class HeartbeatRegistration
{
    /// <summary>Adds <see cref="HeartbeatClient"/>, from the section <c>Heartbeat</c>. A beat is not tried again: the next one comes in five minutes.</summary>
    public static IServiceCollection AddHeartbeat(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<HeartbeatOptions>().Bind(configuration.GetSection("Heartbeat")).ValidateDataAnnotations();
        services.AddSingleton(provider => new HeartbeatClient(
            provider.GetRequiredService<OutboundHttp>().Client(null, followRedirects: false, retries: false), provider.GetRequiredService<IOptions<HeartbeatOptions>>().Value));

        return services;
    }
}
