using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.YouTube;

/// <summary>Registers YouTube.</summary>
public static class YouTubeRegistration
{
    /// <summary>Adds <see cref="YouTubeClient"/>, from the section <c>YouTube</c>, as one of the social networks.</summary>
    public static IServiceCollection AddYouTube(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<YouTubeOptions>().Bind(configuration.GetSection("YouTube")).ValidateDataAnnotations();

        // Keyed, so that the container owns the RestClient and disposes it.
        services.AddKeyedSingleton<IRestClient>(YouTubeClient.Network, (provider, _) => provider.GetRequiredService<Outside>()
            .Client(new Uri(provider.GetRequiredService<IOptions<YouTubeOptions>>().Value.BaseAddress), followRedirects: false));
        services.AddSingleton(provider => new YouTubeClient(
            provider.GetRequiredKeyedService<IRestClient>(YouTubeClient.Network), provider.GetRequiredService<IOptions<YouTubeOptions>>().Value));
        services.AddSingleton<ISocialNetwork>(provider => provider.GetRequiredService<YouTubeClient>());

        return services;
    }
}
