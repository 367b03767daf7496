using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.X;

/// <summary>Registers X.</summary>
public static class XRegistration
{
    /// <summary>Adds <see cref="XClient"/>, from the section <c>X</c>, as one of the social networks.</summary>
    public static IServiceCollection AddX(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<XOptions>().Bind(configuration.GetSection("X")).ValidateDataAnnotations();

        // Keyed, so that the container owns the RestClient and disposes it.
        services.AddKeyedSingleton<IRestClient>(XClient.Network, (provider, _) => provider.GetRequiredService<Outside>()
            .Client(new Uri(provider.GetRequiredService<IOptions<XOptions>>().Value.BaseAddress), followRedirects: false));
        services.AddSingleton(provider => new XClient(
            provider.GetRequiredKeyedService<IRestClient>(XClient.Network), provider.GetRequiredService<IOptions<XOptions>>().Value));
        services.AddSingleton<ISocialNetwork>(provider => provider.GetRequiredService<XClient>());

        return services;
    }
}
