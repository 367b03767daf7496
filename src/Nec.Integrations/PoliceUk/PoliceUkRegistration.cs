using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.PoliceUk;

/// <summary>Registers data.police.uk.</summary>
public static class PoliceUkRegistration
{
    private const string Source = "police-uk";

    /// <summary>Adds <see cref="PoliceUkClient"/>, from the section <c>PoliceUk</c>.</summary>
    public static IServiceCollection AddPoliceUk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<PoliceUkOptions>().Bind(configuration.GetSection("PoliceUk")).ValidateDataAnnotations();
        services.AddKeyedSingleton<IRestClient>(Source, (provider, _) => provider.GetRequiredService<OutboundHttp>()
            .Client(new Uri(provider.GetRequiredService<IOptions<PoliceUkOptions>>().Value.BaseAddress), followRedirects: true)); // its pace is the one for every host
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PoliceUkOptions>>().Value);
        services.AddSingleton(provider => new PoliceUkClient(provider.GetRequiredKeyedService<IRestClient>(Source), provider.GetRequiredService<PoliceUkOptions>()));

        return services;
    }
}
