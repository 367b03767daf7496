using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Calendars;
using Nec.Core.Contracts;
using Nec.Storage;

namespace Nec.Dashboard.Promises;

/// <summary>A person's due dates as a calendar that Outlook subscribes to. Whoever has its secret address may read it; reading changes nothing.</summary>
internal sealed class CalendarFile(CalendarFeeds feeds, ContractRegistry contracts, Findings findings, LondonClock clock, OwnAddress own)
{
    private const string Suffix = ".ics";

    /// <summary>All that the person answers for today.</summary>
    public static async Task<IResult> Feed(string token, CalendarFile calendar, HttpContext context)
    {
        if (await calendar.Obligations(token, context.RequestAborted) is not { } theirs)
        {
            return Results.NotFound();
        }

        var entries = await calendar.Entries(theirs, context);
        return Answer(IcsWriter.Write("Nec: due dates", entries.OrderBy(entry => entry.Day).ThenBy(entry => entry.Uid, StringComparer.Ordinal)), context);
    }

    /// <summary>One obligation of it: <c>clerk-meeting/sherborne.ics</c>.</summary>
    public static async Task<IResult> Item(string token, string team, string? file, CalendarFile calendar, HttpContext context)
    {
        var theirs = file?.EndsWith(Suffix, StringComparison.Ordinal) == true ? await calendar.Obligations(token, context.RequestAborted) : null;
        return theirs?.Where(one => one.Contract.Id == team && $"{one.Obligation.Id}{Suffix}" == file).ToList() is [var wanted]
            ? await calendar.One(wanted.Contract, wanted.Obligation, context)
            : Results.NotFound();
    }

    /// <summary>A file with the due date of one obligation, for whoever has been let in by then; not found when nothing of it is open.</summary>
    public async Task<IResult> One(Contract contract, Obligation obligation, HttpContext context) =>
        await Entries([(contract, obligation)], context) is [var entry] ? Answer(IcsWriter.Write(null, [entry]), context) : Results.NotFound();

    /// <summary>Null when the secret address is unknown or revoked.</summary>
    private async Task<IReadOnlyList<(Contract Contract, Obligation Obligation)>?> Obligations(string token, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        return await feeds.Find(token, cancellationToken) is not { } address ? null :
        [
            .. from team in contracts.Teams.Keys
               let contract = contracts.ContractOf(team, today)
               where contract is not null
               from obligation in DueEntry.AnsweredBy(contract, address, today)
               select (contract, obligation),
        ];
    }

    private async Task<IReadOnlyList<CalendarEntry>> Entries(IReadOnlyList<(Contract Contract, Obligation Obligation)> theirs, HttpContext context)
    {
        List<CalendarEntry> entries = [];
        foreach (var team in theirs.GroupBy(one => one.Contract.Id, StringComparer.Ordinal))
        {
            var standing = (await findings.Current(team.Key, context.RequestAborted)).ToDictionary(stored => stored.Finding.Obligation, StringComparer.Ordinal);
            entries.AddRange(
                from one in team
                let stored = standing.GetValueOrDefault(one.Obligation.Id)
                where stored is not null
                let page = own.Of($"/promises/{team.Key}/{one.Obligation.Id}")
                let entry = DueEntry.Of(one.Contract, one.Obligation, stored.Finding, stored.ChangedAt, page)
                where entry is not null
                select entry);
        }

        return entries;
    }

    private static IResult Answer(string text, HttpContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.Headers.CacheControl = "private, max-age=900";
        return Results.Bytes(bytes, IcsWriter.ContentType, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }
}
