using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Nec.Dashboard.SignIn;

/// <summary>Where a person was going before they had to sign in.</summary>
internal static class ReturnPath
{
    private const int Longest = 1000;

    /// <summary>
    /// A path and query of ours, as a browser writes them; null when it is anything else, however it is disguised, or leads back to signing
    /// in.
    /// </summary>
    public static string? Of(string? given) => given is ['/', ..] && given.Length <= Longest && RedirectHttpResult.IsLocalUrl(given)
        && given.All(letter => letter is > ' ' and < '\x7f' and not '\\')
        && !new PathString(given.Split('?', '#')[0]).StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase)
            ? given : null;

    /// <summary>The page that a request asked for; null when it was a press of a button.</summary>
    public static string? Of(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? Of(request.Path.ToUriComponent() + request.QueryString.ToUriComponent()) : null;
}
