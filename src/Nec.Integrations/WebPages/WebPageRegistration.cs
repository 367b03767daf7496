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
        services.AddOptionsWithValidateOnStart<WebPageOptions>().Bind(configuration.GetSection("WebPages")).ValidateDataAnnotations();
        services.AddKeyedSingleton<IRestClient>(Source, (provider, _) => provider.GetRequiredService<Outside>().Client(baseAddress: null, followRedirects: true));
        services.AddSingleton(provider => new PageClient(
            provider.GetRequiredKeyedService<IRestClient>(Source), provider.GetRequiredService<IOptions<WebPageOptions>>().Value));

        return services;
    }
}
