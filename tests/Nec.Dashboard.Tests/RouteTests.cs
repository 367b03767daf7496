using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Tests;

/// <summary>Who gets what at every address that the app has: a new route without its row here fails.</summary>
public sealed class RouteTests : DashboardTests
{
    // Nobody, Viewer, Team, Operator, Admin. A button is pressed without its form's token: whoever may press it gets 400, whoever may not 403.
    private const string Expected =
        """
        GET /: 401 200 200 200 200
        GET /_framework/opaque-redirect: 401 400 400 400 400
        GET /accessibility: 200 200 200 200 200
        GET /admin/audit: 401 403 403 403 200
        GET /admin/kept: 401 403 403 403 200
        GET /admin/people: 401 403 403 403 200
        GET /admin/settings: 401 403 403 403 200
        GET /admin/tokens: 401 403 403 403 200
        GET /admin/working-days: 401 403 403 403 200
        GET /admin: 401 403 403 403 200
        GET /api/v1/findings: 401 401 401 401 401
        GET /api/v1/obligations/{team}/{**obligation}: 401 401 401 401 401
        GET /api/v1/openapi.json: 401 401 401 401 401
        GET /api/v1/runs: 401 401 401 401 401
        GET /api/v1/sources: 401 401 401 401 401
        GET /broken: 401 500 500 500 500
        GET /calendar/{token}.ics: 404 404 404 404 404
        GET /calendar/{token}/{team}/{**file}: 404 404 404 404 404
        GET /evidence/{Team}/accounts/{Id}: 401 404 404 404 404
        GET /evidence/{Team}/neighbourhoods/{Id}: 401 404 404 404 404
        GET /evidence/{Team}/pages/{Id}: 401 404 404 404 404
        GET /evidence/{Team}: 401 200 200 200 200
        GET /evidence: 401 200 200 200 200
        GET /facts/{Id:long}: 401 200 200 200 200
        GET /healthz: 200 200 200 200 200
        GET /jobs/{Name}/{Verb}: 401 403 403 200 200
        GET /jobs/{Name}: 401 200 200 200 200
        GET /jobs: 401 200 200 200 200
        GET /nec.css: 200 200 200 200 200
        GET /notices/preview/{Day}/{Name}: 401 403 403 404 404
        GET /notices/preview/{day}/{name}/html: 401 403 403 404 404
        GET /notices/preview: 401 403 403 200 200
        GET /notices/{Id:long}: 401 200 200 200 200
        GET /notices/{id:long}/html: 401 200 200 200 200
        GET /notices: 401 200 200 200 200
        GET /promises/{Team}/{*Obligation}: 401 200 200 200 200
        GET /promises/{Team}: 401 200 200 200 200
        GET /promises: 401 200 200 200 200
        GET /r/{token}/correct/{fact:long}: 410 410 410 410 410
        GET /r/{token}/due.ics: 410 410 410 410 410
        GET /r/{token}/on-record: 410 410 410 410 410
        GET /r/{token}: 410 410 410 410 410
        GET /record/{team}/{**obligation}: 401 403 200 403 200
        GET /runs.csv: 401 200 200 200 200
        GET /runs/failed: 401 403 403 200 200
        GET /runs/{Id:long}/again: 401 403 403 200 200
        GET /runs/{Id:long}: 401 200 200 200 200
        GET /runs: 401 200 200 200 200
        GET /sign-in/sent: 200 200 200 200 200
        GET /sign-in/{Token}: 200 200 200 200 200
        GET /sign-in: 200 200 200 200 200
        GET /signed-in: 401 200 200 200 200
        GET /year/{Team}: 401 200 200 200 200
        GET /year/{team}.csv: 401 200 200 200 200
        GET /year/{team}.json: 401 200 200 200 200
        GET /year/{team}/quarter/{label}.csv: 401 200 200 200 200
        GET /year: 401 200 200 200 200
        POST /admin/people/failing/{id:long}/works: 401 403 403 403 400
        POST /admin/sign-out: 401 403 403 403 400
        POST /admin/tokens/{id:long}/revoke: 401 403 403 403 400
        POST /admin/tokens: 401 403 403 403 400
        POST /api/v1/occurrences: 401 401 401 401 401
        POST /jobs/{name}/pause: 401 403 403 400 400
        POST /jobs/{name}/resume: 401 403 403 400 400
        POST /jobs/{name}/run: 401 403 403 400 400
        POST /notices/{id:long}/send-again: 401 400 400 400 400
        POST /r/{token}/correct/{fact:long}: 400 400 400 400 400
        POST /r/{token}: 400 400 400 400 400
        POST /record/{team}/{**obligation}: 401 403 400 403 400
        POST /runs/failed: 401 403 403 400 400
        POST /runs/{id:long}/again: 401 403 403 400 400
        POST /sign-in/{token}: 400 400 400 400 400
        POST /sign-in: 400 400 400 400 400
        POST /sign-out/everywhere: 401 400 400 400 400
        POST /sign-out: 401 400 400 400 400
        POST /year/{team}/rating: 401 403 403 403 400
        POST /year/{team}/words/{section}: 401 400 400 400 400
        """;

    private static readonly Dictionary<string, string> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["team"] = "north",
        ["obligation"] = "clerk-meeting/lyme-regis",
        ["id"] = "1",
        ["name"] = "CheckPages",
        ["day"] = "2026-02-16",
        ["fact"] = "1",
        ["token"] = "no-such-token",
        ["file"] = "newsletter.ics",
        ["verb"] = "run",
        ["action"] = "run",
        ["account"] = "bridport",
        ["page"] = "dorchester",
        ["neighbourhood"] = "N1",
        ["section"] = "part-1",
        ["label"] = "2020-Q1",
        ["quarter"] = "2020-Q1",
    };

    [Fact]
    public async Task Every_route_answers_each_role_as_it_should()
    {
        await Sample.Fill(Host, CancellationToken);
        List<HttpClient> clients = [Host.Anonymous()];
        foreach (var role in Roles.All)
        {
            clients.Add(await Host.SignedIn(role, CancellationToken));
        }

        List<string> actual = [];
        foreach (var endpoint in Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            foreach (var method in (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(method => method != "HEAD"))
            {
                List<int> statuses = [];
                foreach (var client in clients)
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), AddressOf(endpoint.RoutePattern));
                    using var reply = await client.SendAsync(request, CancellationToken);
                    statuses.Add((int)reply.StatusCode);
                }

                actual.Add($"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}: {string.Join(' ', statuses)}"); // ours all have a text
            }
        }

        clients.ForEach(client => client.Dispose());
        Assert.Equal(Expected.ReplaceLineEndings("\n"), string.Join('\n', actual.Order(StringComparer.Ordinal)));
    }

    private static string AddressOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => Values[parameter.Name],
        _ => "",
    }))));
}
