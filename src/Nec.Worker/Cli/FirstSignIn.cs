using Nec.Application.Notices;
using Nec.Dashboard;
using Nec.Storage;

namespace Nec.Worker.Cli;

/// <summary>A page that is worth opening after signing in.</summary>
internal sealed record NextPage(string Path, string Shows);

/// <summary>Prints the one-time link by which the administrator first gets in.</summary>
internal static class FirstSignIn
{
    /// <summary>Real time, like everything about signing in.</summary>
    private static readonly TimeSpan Valid = TimeSpan.FromHours(8);

    /// <summary>Prints the link on stderr, then the pages to open next.</summary>
    public static async Task Print(WebApplication app, IReadOnlyList<NextPage> next, CancellationToken cancellationToken)
    {
        var person = app.Services.GetRequiredService<NoticeSettings>().AdminSignsInAs ?? "administrator"; // as a mailed link names them
        var links = app.Services.GetRequiredService<SignInLinks>();
        var path = await FirstLink.Create(links, person, Nec.Dashboard.Roles.Admin, TimeProvider.System.GetUtcNow() + Valid, cancellationToken);
        var address = app.Urls.First().TrimEnd('/');
        Output.Aside($"Sign in once, within {Valid.TotalHours:0} hours: {address}{path}");
        if (next.Count > 0)
        {
            Output.Aside("Then open:");
        }

        var width = next.Select(page => page.Path.Length).DefaultIfEmpty().Max();
        foreach (var page in next)
        {
            Output.Aside($"  {address}{page.Path.PadRight(width)}  {page.Shows}");
        }

        Output.Aside("Stop with Ctrl+C.");
    }
}
