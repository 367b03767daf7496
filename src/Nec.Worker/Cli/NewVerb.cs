using System.CommandLine;
using System.Text;
using Nec.Core.Calendar;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.Http;
using Nec.Integrations.PoliceUk;
using Nec.Worker.Hosting;
using Spectre.Console;

namespace Nec.Worker.Cli;

/// <summary><c>nec new</c>: contract files drafted from data.police.uk, one for each neighbourhood; what exists is never touched unasked.</summary>
internal static class NewVerb
{
    private sealed record Asked(string Force, string? Neighbourhood, string Folder, DateOnly From, bool Replace, bool Json);

    private sealed record Draft(string Neighbourhood, string File);

    private sealed record Failure(string Neighbourhood, string Reason);

    private sealed record Drafts(List<Draft> Written, List<Draft> Kept, List<Failure> Failed);

    public static Command Command()
    {
        var force = new Option<string>("--force") { Description = "The force's id at data.police.uk, such as dorset", Required = true };
        var neighbourhood = new Option<string?>("--neighbourhood") { Description = "One neighbourhood's id at data.police.uk" };
        var all = new Option<bool>("--all") { Description = "Every neighbourhood of the force, a file each" };
        var folder = CommonOptions.File("--out", "The folder to write into; where you stand when left out");
        var from = CommonOptions.Day("--from", "First day in force; today when left out");
        var replace = new Option<bool>("--replace") { Description = "Write anew what is there already" };
        var json = CommonOptions.Json();
        var command = new Command("new", "Draft contract files from data.police.uk") { force, neighbourhood, all, folder, from, replace, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(neighbourhood) is null == !result.GetValue(all))
            {
                result.AddError("Give --neighbourhood ID for one, or --all for every one of the force.");
            }
        });
        command.SetAction((parsed, cancellationToken) => New(
            new(parsed.GetValue(force)!, parsed.GetValue(neighbourhood), parsed.GetValue(folder) ?? ".", parsed.GetValue(from) ?? new LondonClock(TimeProvider.System).Today, parsed.GetValue(replace), parsed.GetValue(json)),
            cancellationToken));
        return command;
    }

    private static async Task<int> New(Asked asked, CancellationToken cancellationToken)
    {
        await using var services = Sources();
        var policeUk = services.GetRequiredService<PoliceUkClient>();
        try
        {
            var (chosen, refusal) = await Choose(policeUk, asked, cancellationToken);
            if (refusal is not null)
            {
                return Output.No(refusal);
            }

            Directory.CreateDirectory(asked.Folder);
            return Tell(asked, await Write(policeUk, asked, chosen, cancellationToken));
        }
        catch (IntegrationException failure)
        {
            return Output.Unavailable($"{failure.Message}. Try again later, or see what nec doctor says.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Output.No($"{asked.Folder}: the drafts cannot be written there; give --out a folder that you may write to.");
        }
    }

    private static async Task<(IReadOnlyList<Named> Chosen, string? Refusal)> Choose(PoliceUkClient policeUk, Asked asked, CancellationToken cancellationToken)
    {
        if (!PoliceUkClient.IsId(asked.Force))
        {
            return ([], "--force must be a force's id at data.police.uk, such as dorset: no id holds slashes, two dots or control characters.");
        }

        IReadOnlyList<Named> known;
        try
        {
            known = await policeUk.Neighbourhoods(asked.Force, cancellationToken);
        }
        catch (IntegrationException unknown) when (unknown.Status == 404)
        {
            return ([], $"data.police.uk knows no force '{asked.Force}'{Nearest.Words(asked.Force, await policeUk.Forces(cancellationToken))}.");
        }

        return known.Count == 0 ? ([], $"data.police.uk lists no neighbourhoods of {asked.Force}.")
            : asked.Neighbourhood is null ? (known, null)
            : known.FirstOrDefault(named => named.Id == asked.Neighbourhood) is { } one ? ([one], null)
            : ([], $"{asked.Force} has no neighbourhood '{asked.Neighbourhood}'{Nearest.Words(asked.Neighbourhood, known)}: ids are compared with their case, and --all drafts all {known.Count}.");
    }

    private static async Task<Drafts> Write(PoliceUkClient policeUk, Asked asked, IReadOnlyList<Named> chosen, CancellationToken cancellationToken)
    {
        var drafts = new Drafts([], [], []);
        if (asked.Json || chosen.Count == 1 || Console.IsErrorRedirected)
        {
            await Write(policeUk, asked, chosen, drafts, _ => { }, cancellationToken);
            return drafts;
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress().StartAsync(async progress =>
        {
            var all = progress.AddTask(Markup.Escape(asked.Force), maxValue: chosen.Count);
            await Write(policeUk, asked, chosen, drafts, named => (all.Description, all.Value) = (Markup.Escape(named.Id), all.Value + 1), cancellationToken);
        });
        return drafts;
    }

    private static async Task Write(PoliceUkClient policeUk, Asked asked, IReadOnlyList<Named> chosen, Drafts drafts, Action<Named> onDone, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var named in chosen)
        {
            var slug = ContractDraft.SlugOf(asked.Force, named.Id);
            for (var number = 2; !taken.Add(slug); number++)
            {
                slug = $"{ContractDraft.SlugOf(asked.Force, named.Id)}-{number}"; // ids may differ by their case alone
            }

            var draft = new Draft(named.Id, Path.Combine(asked.Folder, $"{slug}.yaml"));
            if (!asked.Replace && File.Exists(draft.File))
            {
                drafts.Kept.Add(draft);
            }
            else if (await WhyNot(policeUk, asked, draft, slug, cancellationToken) is { } reason)
            {
                drafts.Failed.Add(new(named.Id, reason));
            }
            else
            {
                drafts.Written.Add(draft);
            }

            onDone(named);
        }
    }

    // Null once the file stands, checked as nec check would.
    private static async Task<string?> WhyNot(PoliceUkClient policeUk, Asked asked, Draft draft, string slug, CancellationToken cancellationToken)
    {
        try
        {
            var text = Encoding.UTF8.GetBytes(ContractDraft.Of(slug, asked.Force, await policeUk.Neighbourhood(asked.Force, draft.Neighbourhood, cancellationToken) with { Id = draft.Neighbourhood }, asked.From));
            if (ContractFile.Parse(draft.File, text).Errors is [var error, ..])
            {
                return $"what data.police.uk says of it makes no contract: {error.Message}";
            }

            await using var file = new FileStream(draft.File, asked.Replace ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            await file.WriteAsync(text, cancellationToken);
            return null;
        }
        catch (IntegrationException failure)
        {
            return failure.Detail;
        }
    }

    private static int Tell(Asked asked, Drafts drafts)
    {
        if (asked.Json)
        {
            Output.AsJson(new { force = asked.Force, written = drafts.Written, kept = drafts.Kept, failed = drafts.Failed });
        }
        else
        {
            drafts.Written.ForEach(draft => Output.Line($"{draft.File}: drafted from {draft.Neighbourhood}; add what was promised, and check it with nec check"));
        }

        drafts.Kept.ForEach(draft => Output.Aside($"{draft.File}: is there already and was left alone; --replace writes it anew."));
        drafts.Failed.ForEach(failure => Output.Aside($"{failure.Neighbourhood}: not drafted, {failure.Reason}."));
        return drafts.Failed.Count > 0 ? 3 : drafts.Written.Count == 0 ? 1 : 0;
    }

    private static ServiceProvider Sources()
    {
        var configuration = Settings.Read();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSources(configuration).BuildServiceProvider();
    }
}
