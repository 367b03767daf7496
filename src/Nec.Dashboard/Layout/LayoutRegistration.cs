using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nec.Dashboard.SignIn;

namespace Nec.Dashboard.Layout;

/// <summary>What all pages stand in: the frame, the stylesheet, the outer pipeline.</summary>
internal static class LayoutRegistration
{
    public static IServiceCollection AddLayout(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "nec-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // SecurityHeaders sets it
        });

        // Behind a proxy on this machine that ends TLS: cookies are secure and addresses https when it says so. Other proxies are not believed.
        services.Configure<ForwardedHeadersOptions>(forwarded =>
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        return services.AddSingleton<OwnAddress>().AddSingleton<ServedHosts>().AddSingleton<IStartupFilter, OuterPipeline>();
    }

    public static void MapLayout(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorComponents<App>()
            .DisableAntiforgery() // they answer GET alone
            .Add(page =>
            {
                foreach (var methods in page.Metadata.OfType<IHttpMethodMetadata>().ToList())
                {
                    page.Metadata.Remove(methods);
                }

                page.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            });
        endpoints.MapGet(Stylesheet.Path, Stylesheet.Serve).AllowAnonymous().WithMetadata(new SameForEverybody());
    }
}
