namespace Nec.Dashboard.SignIn;

/// <summary>
/// The settings of <c>Dashboard:OpenId</c>: a provider that signs people in by OpenID Connect's code flow with PKCE, and says who they are in
/// a signed ID token.
/// </summary>
public sealed class OpenIdOptions
{
    private static readonly string[] SharedTenants = ["/common", "/organizations", "/consumers"];

    /// <summary>
    /// The provider's issuer, whose discovery document names the endpoints: <c>https://login.microsoftonline.com/TENANT/v2.0</c>.
    /// </summary>
    public string? Authority { get; init; }

    /// <summary>Where people are sent; only without an authority.</summary>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>Where codes are exchanged; only without an authority.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>Who must have issued an ID token; only without an authority.</summary>
    public string? Issuer { get; init; }

    /// <summary>Where the provider publishes the keys that sign its ID tokens; only without an authority.</summary>
    public string? JwksUri { get; init; }

    /// <summary>Where more about a person is asked for; null when the ID token says enough.</summary>
    public string? UserInfoEndpoint { get; init; }

    /// <summary>Our name there; null when nobody signs in with an account.</summary>
    public string? ClientId { get; init; }

    /// <summary>Our secret there; from the environment.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What we ask to be told.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The claim that holds what <see cref="RoleMap"/> reads.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The claim that names the person.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>What a value of that claim lets a person do; a person who has none of them is not let in.</summary>
    public IReadOnlyList<RoleOption> RoleMap { get; init; } = [];

    /// <summary>Whether people can sign in with an account.</summary>
    public bool IsSet => IsWanted && Missing.Count == 0;

    /// <summary>
    /// The full names of the settings that are missing for checking an ID token: nobody signs in with an account until they are set. Empty
    /// when none is missing.
    /// </summary>
    internal IReadOnlyList<string> Missing => !IsWanted || Authority is not null ? [] :
    [
        .. new[] { (Name: nameof(Issuer), Value: Issuer), (Name: nameof(JwksUri), Value: JwksUri) }
            .Where(setting => string.IsNullOrEmpty(setting.Value)).Select(setting => $"Dashboard:OpenId:{setting.Name}"),
    ];

    private bool IsWanted => !string.IsNullOrEmpty(ClientId);

    internal IReadOnlyList<string> ScopesAsked => Scopes.Count > 0 ? Scopes : ["openid", "profile", "email"];

    internal IEnumerable<string> Faults()
    {
        if (!IsWanted)
        {
            return (Authority ?? AuthorizationEndpoint ?? TokenEndpoint ?? Issuer ?? JwksUri) is null ? []
                : ["Dashboard:OpenId:ClientId must be set: what the provider calls Nec."];
        }

        return EndpointFaults()
            .Concat(!string.IsNullOrEmpty(ClientSecret) ? []
                : ["Dashboard:OpenId:ClientSecret must be set, in the environment: Dashboard__OpenId__ClientSecret."])
            .Concat(ScopesAsked.Contains("openid") ? []
                : ["Dashboard:OpenId:Scopes must hold openid: without it the provider does not say who signed in."])
            .Concat(RoleMap.Count == 0 ? ["Dashboard:OpenId:RoleMap must hold an entry: without one nobody is let in."] : [])
            .Concat(RoleMap.SelectMany((entry, index) => entry.Faults($"Dashboard:OpenId:RoleMap:{index}")));
    }

    private IEnumerable<string> EndpointFaults()
    {
        var endpoints = new (string Name, string? Value)[]
        {
            (nameof(Authority), Authority), (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint),
            (nameof(UserInfoEndpoint), UserInfoEndpoint), (nameof(JwksUri), JwksUri),
        };
        foreach (var (name, value) in endpoints.Where(setting => setting.Value is not null && !IsSafe(setting.Value)))
        {
            yield return $"Dashboard:OpenId:{name} must be an https address (http on this machine only); it is '{value}'.";
        }

        if (Authority is null && (AuthorizationEndpoint is null || TokenEndpoint is null))
        {
            yield return "Dashboard:OpenId:Authority must be set, or AuthorizationEndpoint, TokenEndpoint, Issuer and JwksUri.";
        }

        if (Authority is not null && (Issuer is not null || JwksUri is not null))
        {
            yield return
                "Dashboard:OpenId:Issuer and JwksUri are for a provider without a discovery document: take them out, or Authority.";
        }

        // Anybody with an account of any organisation could sign in there and claim any address. Keys alone may be shared: the issuer is
        // checked.
        var places = endpoints.Where(setting => setting.Name != nameof(JwksUri)).Select(setting => setting.Value).Append(Issuer).ToList();
        if (SharedTenants.FirstOrDefault(word => places.Exists(place => place is not null && Holds(place, word))) is { } shared)
        {
            yield return $"Dashboard:OpenId must name your own tenant; '{shared[1..]}' lets accounts of any organisation in.";
        }
    }

    private static bool Holds(string place, string word) => place.Contains($"{word}/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether tokens may be sent to an address and its answers believed.</summary>
    internal static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}

/// <summary>What one value of the role claim gives.</summary>
public sealed class RoleOption : Grant
{
    /// <summary>The value, such as the app role <c>Nec.Team.WestDorset</c>.</summary>
    public string Claim { get; init; } = "";

    internal IEnumerable<string> Faults(string name) =>
        (Claim.Length > 0 ? [] : new[] { $"{name}:Claim must be set: a value of the role claim." }).Concat(RoleFaults(name));
}
