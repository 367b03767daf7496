using System.CommandLine;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Calendars;
using Nec.Integrations.Mail;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec calendar ADDRESS</c>: the secret address under which a person's calendar program finds what is due.</summary>
internal static class CalendarVerb
{
    public static Command Command()
    {
        var address = new Argument<string>("ADDRESS") { Description = "The person's mail address, as the contract has it" };
        var revoke = new Option<bool>("--revoke") { Description = "End every calendar of this person" };
        var command = new Command("calendar", "Make a secret address by which a person subscribes to their due dates, or end it") { address, revoke };
        command.SetAction((parsed, cancellationToken) => TeamVerbs.With(
            (app, token) => parsed.GetValue(revoke) ? Revoke(app, parsed.GetValue(address)!, token) : Create(app, parsed.GetValue(address)!, token), cancellationToken));
        return command;
    }

    private static async Task<int> Create(WebApplication app, string address, CancellationToken cancellationToken)
    {
        var clock = app.Services.GetRequiredService<LondonClock>();
        var contracts = app.Services.GetRequiredService<ContractRegistry>().On(clock.Today);
        if (!contracts.Any(contract => DueEntry.AnsweredBy(contract, address, clock.Today).Any()))
        {
            return Output.No($"Nobody of the address '{address}' answers for a promise today: check it against the holders and deputies in the contract files.");
        }

        var token = await app.Services.GetRequiredService<CalendarFeeds>().Create(address, clock.Now, TeamVerbs.Audited(app, "make-calendar-address", null, Target(address), null, null), cancellationToken);
        Output.Line($"{Base(app)}/calendar/{token}.ics");
        Output.Aside("Whoever has this address can read the due dates, without a password: give it to that person alone. It is not shown again.");
        Output.Aside($"To end it: nec calendar {address} --revoke");
        return 0;
    }

    private static async Task<int> Revoke(WebApplication app, string address, CancellationToken cancellationToken)
    {
        var ended = await app.Services.GetRequiredService<CalendarFeeds>().Revoke(
            address, app.Services.GetRequiredService<LondonClock>().Now, TeamVerbs.Audited(app, "end-calendar-addresses", null, Target(address), null, null), cancellationToken);
        if (ended == 0)
        {
            return Output.No($"There is no calendar of '{address}' to end.");
        }

        Output.Line($"{Dates.Count(ended, "calendar")} of {address} ended.");
        return 0;
    }

    // A secret address can be given instead of the person's: it is named by nothing.
    private static string Target(string address) => address.Contains('@', StringComparison.Ordinal) ? $"calendar/{address}" : "calendar";

    // A verb's own host listens nowhere: without a public address it is the one that nec run is set to.
    private static string Base(WebApplication app) =>
        (app.Services.GetRequiredService<MailOptions>().PublicAddress is { Length: > 0 } given ? given : Settings.Read()["Urls"]?.Split(';')[0] ?? "http://127.0.0.1:5080").TrimEnd('/');
}
