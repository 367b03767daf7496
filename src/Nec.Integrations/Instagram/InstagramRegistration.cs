using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Instagram;

/// <summary>Registers Instagram.</summary>
public static class InstagramRegistration
{
    /// <summary>Adds <see cref="InstagramClient"/> as itself and as one of the social networks, from the section <c>Instagram</c>.</summary>
    public static IServiceCollection AddInstagram(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<InstagramOptions>().Bind(configuration.GetSection("Instagram")).ValidateDataAnnotations();

        // Keyed, so that the container owns the RestClient and disposes it.
        services.AddKeyedSingleton<IRestClient>(InstagramClient.Network, (provider, _) => provider.GetRequiredService<Outside>()
            .Client(new Uri(provider.GetRequiredService<IOptions<InstagramOptions>>().Value.BaseAddress), followRedirects: false));
        services.AddSingleton(provider => new InstagramClient(
            provider.GetRequiredKeyedService<IRestClient>(InstagramClient.Network), provider.GetRequiredService<IOptions<InstagramOptions>>().Value));
        services.AddSingleton<ISocialNetwork>(provider => provider.GetRequiredService<InstagramClient>());

        return services;
    }
}
