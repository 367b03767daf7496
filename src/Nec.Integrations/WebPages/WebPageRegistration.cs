using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.WebPages;

/// <summary>Registers the watching of web pages.</summary>
public static class WebPageRegistration
{
    private const string Source = "web-pages";

    /// <summary>Adds <see cref="PageClient"/>, from the section <c>WebPages</c>.</summary>
    public static IServiceCollection AddWebPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<WebPageOptions>().Bind(configuration.GetSection("WebPages"))
            .Configure(options => AddRobots(options, configuration.GetSection("WebPages:Hosts"))).ValidateDataAnnotations();
        services.AddKeyedSingleton<IRestClient>(Source, (provider, _) => provider.GetRequiredService<OutboundHttp>().Client(baseAddress: null, followRedirects: true));
        services.AddSingleton(provider => new PageClient(
            provider.GetRequiredKeyedService<IRestClient>(Source), provider.GetRequiredService<IOptions<WebPageOptions>>().Value));

        return services;
    }

    // A host's entry is its other address, or holds what else is to be known of it; in the environment it may be both.
    private static void AddRobots(WebPageOptions options, IConfigurationSection hosts)
    {
        foreach (var host in hosts.GetChildren())
        {
            if (host["Robots"] is { Length: > 0 } rule)
            {
                options.Robots[host.Key] = rule.Trim();
            }
        }
    }
}
