using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Assessment;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;
using Npgsql;

namespace Nec.Dashboard.Tests.Answers;

/// <summary>A team of three promises with links in its mail; judged again whenever something is put on record.</summary>
public abstract partial class AnswerTests : DashboardTests
{
    protected const string Address = "inspector@example.org";

    protected static Contract Contract { get; } = A.Contract with
    {
        Posts =
        [
            A.Inspector, A.Contract.FindPost("chief-inspector")!,
            new() { Id = "sergeant", Title = "Neighbourhood Sergeant", Holders = [new("Pat Sergeant", "sergeant@example.org", A.Day("2019-01-01"))] },
            new() { Id = "neo", Title = "Engagement Officer" },
        ],
        Commitments =
        [
            A.Rolling with { Title = "Meet the {place} clerk", Promise = "The inspector meets each clerk every six months.", Counts = "You have briefed them.", Places = ["Sherborne", "Lyme Regis"] },
            A.Rolling with { Id = "clerk-feedback", Title = "Ask the {place} clerk for feedback", Places = ["Sherborne", "Lyme Regis"], Evidence = new RecordOfEvidence("clerk-meeting", RecordNeed.Feedback) },
            A.Commitment,
            A.Section with { Title = "Update the town page" },
        ],
    };

    /// <summary>What is promised, where a class needs more than <see cref="Contract"/> holds.</summary>
    protected virtual Contract Promised => Contract;

    protected override IReadOnlyList<Contract> Contracts => [Promised];

    private long _changesAtFirst;

    protected Facts Facts => Host.Services.GetRequiredService<Facts>();

    protected NpgsqlDataSource Source => Host.Services.GetRequiredService<NpgsqlDataSource>();

    protected DateOnly Today => LondonTime.DateOf(Host.Time.Now);

    public override async ValueTask InitializeAsync()
    {
        await Start();
        await Facts.Record("north", [new Occurrence("clerk-meeting", "Lyme Regis", A.Day("2025-08-31"), Outcome.Held) { Feedback = "pleased" }], "inspector", A.Instant("2025-09-01"), null, CancellationToken);
        await Judge(CancellationToken);
        _changesAtFirst = await Count("nec.finding_change");
    }

    /// <summary>The address of a link as mail would hold it.</summary>
    protected async Task<string> Link(string obligation = "clerk-meeting/lyme-regis", string period = "2026-02-28", Func<AnswerScope, AnswerScope>? change = null)
    {
        AnswerScope scope = new()
        {
            Team = "north",
            Obligation = obligation,
            Period = period,
            Post = "inspector",
            AddressHash = AnswerScope.HashOf(Address),
            ExpiresOn = A.Day("2026-04-14"),
        };
        return $"/r/{AnswerLink.Create(await Host.Services.GetRequiredService<Keys>().LinkSigning(Host.Time.Now, CancellationToken), change?.Invoke(scope) ?? scope)}";
    }

    /// <summary>Opens a page and presses a button of it, with these fields changed.</summary>
    protected async Task<(HttpStatusCode Status, string Html)> Press(string page, string press, params (string Name, string Value)[] fields)
    {
        using var client = Host.Anonymous();
        return await Press(client, page, press, fields);
    }

    /// <summary>The same as somebody.</summary>
    protected static async Task<(HttpStatusCode Status, string Html)> Press(HttpClient client, string page, string press, params (string Name, string Value)[] fields)
    {
        var form = Form(await client.GetStringAsync(page, CancellationToken), press);
        return await Send(client, form.Action, [.. form.Fields.ExceptBy(fields.Select(field => field.Name), field => field.Name), .. fields, ("press", press)]);
    }

    protected static async Task<(HttpStatusCode Status, string Html)> Send(HttpClient client, string action, (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var reply = await client.PostAsync(action, content, CancellationToken);
        return reply.Headers.Location is { } next
            ? (reply.StatusCode, await client.GetStringAsync(next, CancellationToken))
            : (reply.StatusCode, await reply.Content.ReadAsStringAsync(CancellationToken));
    }

    /// <summary>The form that holds a button, as a browser would send it untouched.</summary>
    protected static (string Action, (string Name, string Value)[] Fields) Form(string html, string press)
    {
        var form = Forms().Matches(html).Select(match => match.Value).Single(form => form.Contains($"name=\"press\" value=\"{press}\"", StringComparison.Ordinal));
        return (
            WebUtility.HtmlDecode(Action().Match(form).Groups["value"].Value),
            [
                .. Inputs().Matches(form).Where(input => !input.Value.Contains("type=\"radio\"", StringComparison.Ordinal) || input.Value.Contains(" checked", StringComparison.Ordinal))
                    .Select(input => (Name().Match(input.Value).Groups["value"].Value, WebUtility.HtmlDecode(Value().Match(input.Value).Groups["value"].Value))),
                .. Texts().Matches(form).Select(text => (text.Groups["name"].Value, WebUtility.HtmlDecode(text.Groups["value"].Value))),
            ]);
    }

    protected async Task<List<Occurrence>> Recorded() => [.. (await Facts.Read("north", CancellationToken)).OfType<Occurrence>().Where(fact => fact.RecordedAt > A.Instant("2025-12-01"))];

    protected async Task<long> Count(string from)
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {from}");
    }

    /// <summary>How many statuses and due dates on the board have changed since the beginning.</summary>
    protected async Task<long> Changes() => await Count("nec.finding_change") - _changesAtFirst;

    protected Task Judge(CancellationToken cancellationToken) => Host.Services.GetRequiredService<AssessTeam>().Now("north", cancellationToken);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("action=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();

    [GeneratedRegex("<input[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex(" name=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    [GeneratedRegex("<textarea[^>]* name=\"(?<name>[^\"]*)\"[^>]*>(?<value>[^<]*)</textarea>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Texts();
}
