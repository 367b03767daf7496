using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>Signs an application in by its secret or its certificate (client credentials) and knows its tokens for Graph again.</summary>
internal sealed class GraphTokens(GraphMailServer server)
{
    private const string Graph = "https://graph.microsoft.com/.default";
    private const string Outlook = "https://outlook.office365.com/.default";

    private int issued;
    private int firstGood = 1;

    public int Issued => Volatile.Read(ref issued);

    /// <summary>Tokens issued so far are good no longer.</summary>
    public void Revoke() => Volatile.Write(ref firstGood, Issued + 1);

    public bool IsGood(string authorization) =>
        authorization.StartsWith("Bearer token-", StringComparison.Ordinal)
        && int.TryParse(authorization.AsSpan("Bearer token-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= Volatile.Read(ref firstGood) && number <= Issued;

    public async Task Answer(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var scope = form["scope"].ToString();
        var (error, description) =
            form["grant_type"] != "client_credentials" ? ("unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.")
            : scope is not (Graph or Outlook) ? ("invalid_scope", "AADSTS1002012: The provided value for scope is not valid.")
            : form["client_id"] != server.ClientId ? ("unauthorized_client", "AADSTS700016: Application was not found in the directory.")
            : !Proves(form) ? ("invalid_client", "AADSTS7000215: Invalid client secret provided.")
            : (null, null);
        var body = error is null
            ? new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = 3599, ["ext_expires_in"] = 3599, ["access_token"] = Issue(scope) }
            : new JsonObject { ["error"] = error, ["error_description"] = description, ["error_codes"] = new JsonArray() };
        await Reply.Text(context, error is null ? 200 : error == "invalid_client" ? 401 : 400, "application/json; charset=utf-8", body.ToJsonString());
    }

    private string Issue(string scope) =>
        FormattableString.Invariant($"{(scope == Graph ? "token" : "outlook")}-{Interlocked.Increment(ref issued)}");

    private bool Proves(IFormCollection form) =>
        server.Certificate is { } certificate ? IsSigned(form["client_assertion"].ToString().Split('.'), certificate) : form["client_secret"] == server.ClientSecret;

    private bool IsSigned(string[] assertion, X509Certificate2 certificate)
    {
        if (assertion.Length != 3 || !Base64Url.IsValid(assertion[1]) || !Base64Url.IsValid(assertion[2]))
        {
            return false;
        }

        using var key = certificate.GetRSAPublicKey();
        var signed = Encoding.ASCII.GetBytes($"{assertion[0]}.{assertion[1]}");

        return JsonNode.Parse(Base64Url.DecodeFromChars(assertion[1]))?["iss"]?.GetValue<string>() == server.ClientId
            && key?.VerifyData(signed, Base64Url.DecodeFromChars(assertion[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pss) == true;
    }
}
