using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Facebook;

/// <summary>Registers Facebook.</summary>
public static class FacebookRegistration
{
    /// <summary>Adds <see cref="FacebookClient"/> as itself and as one of the social networks, from the section <c>Facebook</c>.</summary>
    public static IServiceCollection AddFacebook(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<FacebookOptions>().Bind(configuration.GetSection("Facebook")).ValidateDataAnnotations();

        // Keyed, so that the container owns the RestClient and disposes it.
        services.AddKeyedSingleton<IRestClient>(FacebookClient.Network, (provider, _) => provider.GetRequiredService<Outside>()
            .Client(new Uri(provider.GetRequiredService<IOptions<FacebookOptions>>().Value.BaseAddress), followRedirects: false));
        services.AddSingleton(provider => new FacebookClient(
            provider.GetRequiredKeyedService<IRestClient>(FacebookClient.Network), provider.GetRequiredService<IOptions<FacebookOptions>>().Value));
        services.AddSingleton<ISocialNetwork>(provider => provider.GetRequiredService<FacebookClient>());

        return services;
    }
}
