using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Api;

/// <summary>The plain API, for what people script.</summary>
internal static class ApiRegistration
{
    private static readonly byte[] Document = Read();

    public static void AddApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, scheme => scheme.TimeProvider = TimeProvider.System);
        services.AddSingleton<OccurrencesApi>();
    }

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1")
            .RequireAuthorization(new AuthorizationPolicyBuilder(ApiTokenHandler.SchemeName).RequireRole(Roles.All).Build())
            .DisableAntiforgery(); // a bearer token is never sent by a browser of its own accord
        api.MapGet("/findings", FindingsApi.List);
        api.MapGet("/obligations/{team}/{**obligation}", FindingsApi.One);
        api.MapGet("/runs", RunsApi.Runs);
        api.MapGet("/sources", RunsApi.Sources);
        api.MapPost("/occurrences", OccurrencesApi.Post);
        api.MapGet("/openapi.json", () => Results.Bytes(Document, "application/json"));
    }

    private static byte[] Read()
    {
        using var resource = typeof(ApiRegistration).Assembly.GetManifestResourceStream("openapi.json")
            ?? throw new InvalidOperationException("The dashboard was built without openapi.json: build it again.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
