using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>The life of a token, as the network tells it to the app that it was made for.</summary>
internal static class GraphToken
{
    /// <summary>The answer of <c>debug_token</c>; 0 is never.</summary>
    public static JsonObject Told(GraphApi graph, string token, GraphError? refusal)
    {
        var isOfApp = graph.AppToken is { } app && token == app;
        string[] scopes = refusal is not null || isOfApp ? [] : [.. graph.Scopes];
        var data = new JsonObject
        {
            ["app_id"] = graph.AppId ?? "102000000000900",
            ["type"] = isOfApp ? "APP" : "USER",
            ["application"] = "Simulated",
            ["data_access_expires_at"] = isOfApp ? 0 : graph.DataAccessExpiresAt?.ToUnixTimeSeconds() ?? 0,
            ["expires_at"] = isOfApp ? 0 : graph.TokenExpiresAt?.ToUnixTimeSeconds() ?? 0,
            ["is_valid"] = refusal is null,
            ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]),
            ["granular_scopes"] = new JsonArray([.. scopes.Select(scope => new JsonObject { ["scope"] = scope })]),
            ["user_id"] = "102000000000800",
        };
        if (refusal is not null)
        {
            var error = new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message }; // the subcode is spelt otherwise here
            if (refusal.Subcode is { } subcode)
            {
                error["subcode"] = subcode;
            }

            data["error"] = error;
        }

        return new() { ["data"] = data };
    }
}
