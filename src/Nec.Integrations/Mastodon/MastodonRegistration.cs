using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Mastodon;

/// <summary>Registers Mastodon.</summary>
public static class MastodonRegistration
{
    /// <summary>Adds <see cref="MastodonClient"/>, from the section <c>Mastodon</c>, as one of the social networks.</summary>
    public static IServiceCollection AddMastodon(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<MastodonOptions>().Bind(configuration.GetSection("Mastodon")).ValidateDataAnnotations();

        // Every instance has its own address, and nothing secret is sent: redirects are followed, through the address guard.
        services.AddKeyedSingleton<IRestClient>(MastodonClient.Network, (provider, _) => provider.GetRequiredService<Outside>().Client(baseAddress: null, followRedirects: true));
        services.AddSingleton(provider => new MastodonClient(
            provider.GetRequiredKeyedService<IRestClient>(MastodonClient.Network), provider.GetRequiredService<IOptions<MastodonOptions>>().Value));
        services.AddSingleton<ISocialNetwork>(provider => provider.GetRequiredService<MastodonClient>());

        return services;
    }
}
