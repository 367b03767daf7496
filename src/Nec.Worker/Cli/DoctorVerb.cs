using System.CommandLine;
using System.Security.Cryptography;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Notices;
using Nec.Integrations.BankHolidays;
using Nec.Integrations.Heartbeat;
using Nec.Integrations.Http;
using Nec.Integrations.Mail;
using Nec.Integrations.PoliceUk;
using Nec.Integrations.Social;
using Nec.Integrations.WebPages;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs.Engine;
using Npgsql;
using Spectre.Console;

namespace Nec.Worker.Cli;

/// <summary><c>nec doctor</c>: what is well, what is not, and what to do about it.</summary>
internal static class DoctorVerb
{
    private sealed record Answer(string What, bool Well, string Said)
    {
        public bool Warns { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }
    }

    public static Command Command()
    {
        var sendTo = new Option<string?>("--send-to") { Description = "Send a test mail to this address" };
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Check database, mail, sources, clock and contracts, and say what to do about each fault") { sendTo, json };
        command.SetAction((parsed, cancellationToken) => Examine(parsed.GetValue(sendTo), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> Examine(string? sendTo, bool json, CancellationToken cancellationToken) => TeamVerbs.With(
        async (app, token) =>
        {
            List<Answer> answers =
            [
                await Database(app, token),
                Contracts(app),
                Clock(app),
                await BankHolidays(app, token),
                .. await Neighbourhoods(app, token),
                .. await Networks(app, token),
                .. await Pages(app, token),
                await Mail(app, sendTo, token),
                Heartbeat(app),
                Jobs(app),
            ];
            var well = answers.TrueForAll(answer => answer.Well);
            if (json)
            {
                Output.AsJson(new { well, answers = answers.Select(answer => new { what = answer.What, well = answer.Well, warns = answer.Warns, said = answer.Said, expiresAt = answer.ExpiresAt }) });
            }
            else
            {
                Show(answers);
            }

            return well ? 0 : 1;
        },
        cancellationToken);

    // As wide as the terminal, and 80 columns where there is none.
    private static void Show(List<Answer> answers)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("is").NoWrap()).AddColumn(new TableColumn("what").Width(22)).AddColumn("and says");
        answers.ForEach(answer => table.AddRow(new Text(answer.Warns ? "warn" : answer.Well ? "well" : "ILL"), new Text(answer.What), new Text(answer.Said)));
        AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Out) }).Write(table);
    }

    // It is not asked: the monitor would take the doctor for a worker.
    private static Answer Heartbeat(WebApplication app) => new("heartbeat", true, app.Services.GetRequiredService<HeartbeatClient>().IsSet
        ? "a monitor outside is told every five minutes that all is well"
        : "no Heartbeat:Url is set: let something outside ask /healthz, so that silence is noticed");

    private static Answer Jobs(WebApplication app)
    {
        var all = app.Services.GetRequiredService<JobCatalogue>().All;
        var missing = all.Where(job => job.Missing is not null).OrderBy(job => job.Id, StringComparer.Ordinal).ToList();
        var scheduled = $"{Dates.Count(all.Count(job => job.Cron is not null), "job")} scheduled";
        return new("jobs", true, missing.Count == 0
            ? scheduled
            : $"{scheduled}; {string.Join(", ", missing.Select(job => $"{job.Id} runs only with {job.Missing}"))}");
    }

    private static async Task<Answer> Database(WebApplication app, CancellationToken cancellationToken)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("show server_version");
        return new("database", true, $"PostgreSQL {await command.ExecuteScalarAsync(cancellationToken)} answers, and its tables are up to date");
    }

    private static Answer Contracts(WebApplication app)
    {
        var all = app.Services.GetRequiredService<ContractRegistry>().All.ToList();
        var inForce = all.Count(contract => contract.IsInForceOn(TeamVerbs.Today(app)));
        return new("contracts", inForce > 0, inForce > 0
            ? $"{inForce} of {Dates.Count(all.Count, "version")} loaded in force today"
            : $"none of the {Dates.Count(all.Count, "version")} loaded is in force today: add a contract file for now to {Path.Combine(Settings.Folder, app.Configuration["Contracts:Folder"] ?? "contracts")}");
    }

    private static Answer Clock(WebApplication app)
    {
        var now = app.Services.GetRequiredService<LondonClock>().Now;
        return new("clock", true, $"it is {Output.At(now)}; compare with your own");
    }

    private static async Task<Answer> BankHolidays(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            var list = await app.Services.GetRequiredService<BankHolidayClient>().Fetch(cancellationToken);
            return new("bank holidays", true, $"GOV.UK answers; its list reaches {Dates.Long(list.Values.SelectMany(days => days).Max(day => day.On))}");
        }
        catch (IntegrationException failure)
        {
            return new("bank holidays", false, $"{failure.Message}; until it answers the bundled list to 2028 is used");
        }
    }

    private static async Task<IReadOnlyList<Answer>> Neighbourhoods(WebApplication app, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        var forces = app.Services.GetRequiredService<ContractRegistry>().On(TeamVerbs.Today(app))
            .Where(contract => contract.Neighbourhoods.Count > 0)
            .GroupBy(contract => contract.Force, StringComparer.Ordinal);
        foreach (var force in forces)
        {
            var neighbourhoods = Dates.Count(force.SelectMany(contract => contract.Neighbourhoods).Distinct(StringComparer.Ordinal).Count(), "neighbourhood");
            answers.Add(Of($"data.police.uk, {force.Key}, {neighbourhoods}", await app.Services.GetRequiredService<PoliceUkClient>().Probe(force.Key, cancellationToken)));
        }

        return answers;
    }

    // One harmless call to each network that a contract counts on, and to each other one that the settings hold credentials for.
    private static async Task<IReadOnlyList<Answer>> Networks(WebApplication app, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        var clock = app.Services.GetRequiredService<LondonClock>();
        var known = app.Services.GetServices<ISocialNetwork>().ToDictionary(network => network.Name, StringComparer.Ordinal);
        var counted = app.Services.GetRequiredService<ContractRegistry>().On(clock.Today)
            .SelectMany(contract => contract.Accounts)
            .ToLookup(account => account.Network, account => account.Handle, StringComparer.Ordinal);
        var unnamed = known.Values.Where(network => network.HasCredentials && !counted.Contains(network.Name)).Select(network => network.Name);
        foreach (var name in counted.Select(network => network.Key).Concat(unnamed).Order(StringComparer.Ordinal))
        {
            var handles = counted[name].Distinct(StringComparer.Ordinal).Count();
            var what = $"{name}, {(handles == 0 ? "no contract names it" : Dates.Count(handles, "account"))}";
            answers.Add(known.TryGetValue(name, out var network)
                ? Of(what, await network.Probe(clock.Now, cancellationToken))
                : new(what, true, "has no interface that we read: bring its readings in with nec import"));
        }

        return answers;
    }

    // A page of each host, as the nightly check asks for it.
    private static async Task<IReadOnlyList<Answer>> Pages(WebApplication app, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        var client = app.Services.GetRequiredService<PageClient>();
        var hosts = app.Services.GetRequiredService<ContractRegistry>().On(TeamVerbs.Today(app))
            .SelectMany(contract => contract.Pages)
            .GroupBy(page => new Uri(page.Url).Host, StringComparer.OrdinalIgnoreCase)
            .OrderBy(host => host.Key, StringComparer.Ordinal);
        foreach (var host in hosts)
        {
            var fetch = await client.Fetch(host.First().Url, cancellationToken);
            answers.Add(new($"{host.Key}, {Dates.Count(host.Count(), "page")}", fetch is not PageFetch.Unable, fetch is PageFetch.Unable unable ? $"{unable.Reason}: look at {host.First().Url} from this machine" : "answers"));
        }

        return answers;
    }

    private static Answer Of(string what, Probe probe) => new(
        what, probe.Outcome is ProbeOutcome.Works or ProbeOutcome.Warns, probe.Outcome == ProbeOutcome.Silent ? $"{probe.Says}; nothing is known of its credentials: ask again later" : probe.Says)
    {
        Warns = probe.Outcome == ProbeOutcome.Warns,
        ExpiresAt = probe.ExpiresAt,
    };

    private static async Task<Answer> Mail(WebApplication app, string? sendTo, CancellationToken cancellationToken)
    {
        var mail = app.Services.GetRequiredService<MailOptions>();
        var clock = app.Services.GetRequiredService<LondonClock>();
        if (sendTo is null)
        {
            var carries = app.Services.GetRequiredService<IMailSender>().Carries;
            return new("mail", true, $"goes by {mail.Transport} from {mail.From}, as {(carries.Html ? carries.Text ? "text and HTML" : "HTML" : "text")}{(carries.AutoSubmitted ? "" : ", without Auto-Submitted")}; try it with --send-to ADDRESS");
        }

        var id = NoticeEnvelope.MessageId(RandomNumberGenerator.GetBytes(32), $"doctor|{clock.Now:O}", mail.From); // no notice, so nothing refers to it later
        var (subject, text, html) = ServiceMessage.Test(mail.Marking);
        var outcome = await app.Services.GetRequiredService<IMailSender>().Send(
            new(sendTo, null, mail.From, mail.ReplyTo, subject, text, html, id, NoticeEnvelope.Automatic) { Date = clock.Now }, cancellationToken);
        return outcome switch
        {
            SendOutcome.Sent => new("mail", true, $"sent by {mail.Transport}; look whether it arrived"),
            SendOutcome.Temporary temporary => new("mail", false, temporary.Reason),
            SendOutcome.Permanent permanent => new("mail", false, permanent.Reason),
            SendOutcome.Unknown unknown => new("mail", false, unknown.Reason),
            _ => throw new InvalidOperationException("a send has one of four outcomes"),
        };
    }
}
