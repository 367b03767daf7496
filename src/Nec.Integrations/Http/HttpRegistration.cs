using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Nec.Integrations.Http;

/// <summary>What every source's registration stands on.</summary>
public static class HttpRegistration
{
    /// <summary>Adds the shared way out; adding it twice is fine.</summary>
    public static IServiceCollection AddOutside(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(OutboundHttp)))
        {
            return services;
        }

        services.AddOptionsWithValidateOnStart<HttpOptions>().Bind(configuration.GetSection("Http")).ValidateDataAnnotations();
        services.AddSingleton<IValidateOptions<HttpOptions>, ProxyVariables>();
        services.TryAddSingleton<OutboundHttp>();

        return services;
    }
}
