using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Bluesky;

/// <summary>Registers Bluesky.</summary>
public static class BlueskyRegistration
{
    /// <summary>Adds <see cref="BlueskyClient"/>, from the section <c>Bluesky</c>, as one of the social networks.</summary>
    public static IServiceCollection AddBluesky(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<BlueskyOptions>().Bind(configuration.GetSection("Bluesky")).ValidateDataAnnotations();

        // Keyed, so that the container owns the RestClient and disposes it.
        services.AddKeyedSingleton<IRestClient>(BlueskyClient.Network, (provider, _) => provider.GetRequiredService<Outside>()
            .Client(new Uri(provider.GetRequiredService<IOptions<BlueskyOptions>>().Value.BaseAddress), followRedirects: false));
        services.AddSingleton(provider => new BlueskyClient(
            provider.GetRequiredKeyedService<IRestClient>(BlueskyClient.Network), provider.GetRequiredService<IOptions<BlueskyOptions>>().Value));
        services.AddSingleton<ISocialNetwork>(provider => provider.GetRequiredService<BlueskyClient>());

        return services;
    }
}
