using System.CommandLine;
using Microsoft.Extensions.Options;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary>The command line: its verbs, and what every one of them does with errors.</summary>
internal static class NecCommand
{
    /// <summary>Throws nothing of its own kind when a setting is no number or no word that it knows.</summary>
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>Runs a command line. 0: fine; 1: the answer is "no"; 2: wrong usage; 3: something outside is unavailable.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        var root = new RootCommand("Nec keeps the promises that neighbourhood policing teams have published.")
        {
            RunVerb.Command(), DemoVerb.Command(), CheckVerb.Command(), EvaluateVerb.Command(), RecordVerb.Command(), ImportVerb.Command(), ExportVerb.Command(),
            PreviewVerb.Command(), PageVerb.Command(), NewVerb.Command(), JobsVerb.Command(), CalendarVerb.Command(), DoctorVerb.Command(),
        };
        if (arguments.Length == 0)
        {
            arguments = ["--help"];
        }

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Output.Wrong(string.Join(' ', parsed.Errors.Select(error => error.Message.TrimEnd('.') + ".")) + $" See: nec {(parsed.CommandResult.Command == root ? "" : $"{parsed.CommandResult.Command.Name} ")}--help");
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (SettingException wrong)
        {
            return Output.No(wrong.Message);
        }
        catch (OptionsValidationException wrong)
        {
            return Output.No(string.Join('\n', wrong.Failures.Select(Sentence)));
        }
        catch (InvalidOperationException wrong) when (wrong.Source == Binder && wrong.Message.IndexOf(" to type", StringComparison.Ordinal) is > 0 and var end)
        {
            return Output.No($"{wrong.Message[..end]}: look up in the README which values it may have.");
        }
        catch (AddressUnavailableException unavailable)
        {
            return Output.Unavailable(unavailable.Message);
        }
        catch (StorageException unavailable)
        {
            return Output.Unavailable(unavailable.Message);
        }
        catch (Npgsql.NpgsqlException unavailable)
        {
            return Output.Unavailable($"The database does not answer as it should: {unavailable.Message.TrimEnd('.')}. Check ConnectionStrings:Nec, or leave it out to use a private one.");
        }
        catch (OperationCanceledException)
        {
            return Output.Unavailable("Stopped before it was done.");
        }
    }

    // The framework wraps our sentence: "DataAnnotation validation failed for … with the error: '…'."
    private static string Sentence(string failure)
    {
        const string Wrapping = "with the error: '";
        var at = failure.IndexOf(Wrapping, StringComparison.Ordinal);
        return at < 0 ? failure : failure[(at + Wrapping.Length)..].TrimEnd('.').TrimEnd('\'');
    }
}
