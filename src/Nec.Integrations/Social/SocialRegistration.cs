using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Social;

/// <summary>Registers a social network: its settings, its way outside, its client, and the client as one of the networks.</summary>
internal static class SocialRegistration
{
    /// <summary>Adds a network; without a base address each call names its own, and redirects are followed, through the address guard.</summary>
    public static IServiceCollection AddNetwork<TOptions, TClient>(
        this IServiceCollection services, IConfiguration configuration, string section, string network, Func<TOptions, string?> baseAddress, Func<IRestClient, TOptions, TClient> client)
        where TOptions : class
        where TClient : class, ISocialNetwork
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<TOptions>().Bind(configuration.GetSection(section)).ValidateDataAnnotations();

        // Keyed, so that the container owns the RestClient and disposes it.
        services.AddKeyedSingleton<IRestClient>(network, (provider, _) =>
        {
            var address = baseAddress(Settings<TOptions>(provider));
            return provider.GetRequiredService<OutboundHttp>().Client(address is null ? null : new Uri(address), followRedirects: address is null);
        });
        services.AddSingleton(provider => client(provider.GetRequiredKeyedService<IRestClient>(network), Settings<TOptions>(provider)));
        services.AddSingleton<ISocialNetwork>(provider => provider.GetRequiredService<TClient>());
        return services;
    }

    private static TOptions Settings<TOptions>(IServiceProvider provider)
        where TOptions : class => provider.GetRequiredService<IOptions<TOptions>>().Value;
}
