using System.Text.Json;
using Nec.Worker.Cli;

namespace Nec.Worker.Tests.Cli;

/// <summary>What a command line answered.</summary>
public sealed record Answer(int Code, string Out, string Error)
{
    /// <summary>Stdout as JSON; fails when anything else stands there.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>The lines of stderr.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs a command line in this process, with the console led into strings; the console is the process's, so nothing else may run beside it.</summary>
internal static class CommandLine
{
    public const string Collection = "the console";

    public static async Task<Answer> Run(params string[] arguments)
    {
        var (stdout, stderr) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            return new(await NecCommand.Run(arguments), output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(stdout);
            Console.SetError(stderr);
        }
    }
}

[CollectionDefinition(CommandLine.Collection, DisableParallelization = true)]
public sealed class TheConsole;
