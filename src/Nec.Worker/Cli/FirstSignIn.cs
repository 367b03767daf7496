using Nec.Dashboard;
using Nec.Integrations.Mail;
using Nec.Storage;

namespace Nec.Worker.Cli;

/// <summary>Prints the one-time link by which the administrator first gets in.</summary>
internal static class FirstSignIn
{
    /// <summary>Real time, like everything about signing in.</summary>
    private static readonly TimeSpan Valid = TimeSpan.FromHours(8);

    /// <summary>Prints it on stderr, with the address that the pages stand at.</summary>
    public static async Task Print(WebApplication app, CancellationToken cancellationToken)
    {
        var person = app.Services.GetRequiredService<MailOptions>().Admin ?? "administrator";
        var path = await FirstLink.Create(app.Services.GetRequiredService<SignInLinks>(), person, "Admin", TimeProvider.System.GetUtcNow() + Valid, cancellationToken);
        Say.Aside($"Sign in once, within {Valid.TotalHours:0} hours: {app.Urls.First().TrimEnd('/')}{path}");
        Say.Aside("Stop with Ctrl+C.");
    }
}
