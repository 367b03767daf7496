using Dapper;
using Nec.Application.Assessment;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Simulator;
using Npgsql;

namespace Nec.Worker.Demo;

/// <summary>Looks at the targets of one source, and how many of them could not see theirs.</summary>
internal sealed record SourceLooks(int Looks, int Unable);

/// <summary>What a demo's days came to; the same input gives the same, but for the seconds.</summary>
internal sealed record DemoYear
{
    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>Looks at pages and accounts.</summary>
    public required int Checks { get; init; }

    /// <summary>Of these, the ones that could not see their target.</summary>
    public required int Unable { get; init; }

    /// <summary>What each source showed: looks made, and the ones that could not see their target.</summary>
    public required IReadOnlyDictionary<string, SourceLooks> Sources { get; init; }

    /// <summary>Real changes of sections.</summary>
    public required int Changes { get; init; }

    /// <summary>Notices sent, by kind.</summary>
    public required IReadOnlyDictionary<string, int> Notices { get; init; }

    /// <summary>Every closed period or interval, by its status in the end.</summary>
    public required IReadOnlyDictionary<string, int> Obligations { get; init; }

    /// <summary>Mails that the simulated server took.</summary>
    public required int Mails { get; init; }

    /// <summary>Of these, the ones whose Message-ID had come before.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Real seconds that it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Adds up what the database and the mail server hold.</summary>
    public static async Task<DemoYear> Sum(WebApplication app, OutsideWorld world, DateOnly from, DateOnly to, TimeSpan took, CancellationToken cancellationToken)
    {
        await using var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
        var counts = await connection.QuerySingleAsync<Counts>(new CommandDefinition(
            """
            select count(*) filter (where kind = 'check')::int as checks,
                   count(*) filter (where kind = 'check' and body ->> 'outcome' = 'unable')::int as unable,
                   count(*) filter (where kind = 'section' and body ->> 'verdict' = 'substantive')::int as changes
            from nec.fact
            """,
            cancellationToken: cancellationToken));
        var sources = await connection.QueryAsync<Source>(new CommandDefinition(
            """
            select split_part(body ->> 'source', '/', 1) as name, count(*)::int as looks, count(*) filter (where body ->> 'outcome' = 'unable')::int as unable
            from nec.fact
            where kind = 'check'
            group by 1
            order by 1
            """,
            cancellationToken: cancellationToken));
        var notices = await connection.QueryAsync<Kind>(new CommandDefinition(
            "select kind as name, count(*)::int as number from nec.notice where sent_at is not null group by kind order by kind", cancellationToken: cancellationToken));
        var mails = world.Mail.Messages;
        return new()
        {
            From = Dates.Iso(from),
            To = Dates.Iso(to),
            Checks = counts.Checks,
            Unable = counts.Unable,
            Sources = sources.ToDictionary(source => source.Name, source => new SourceLooks(source.Looks, source.Unable), StringComparer.Ordinal),
            Changes = counts.Changes,
            Notices = notices.ToDictionary(kind => kind.Name, kind => kind.Number, StringComparer.Ordinal),
            Obligations = await Closed(app, to, cancellationToken),
            Mails = mails.Count,
            Duplicates = mails.Count - mails.DistinctBy(mail => mail.MessageId, StringComparer.Ordinal).Count(),
            Seconds = Math.Round(took.TotalSeconds, 1),
        };
    }

    private static async Task<IReadOnlyDictionary<string, int>> Closed(WebApplication app, DateOnly to, CancellationToken cancellationToken)
    {
        var teams = await app.Services.GetRequiredService<AssessAll>().On(to, cancellationToken).ToListAsync(cancellationToken);
        var closed = teams.SelectMany(team => team.Findings).SelectMany(finding => finding.Periods).Where(period => period.EndsOn < to).ToList();
        return closed.GroupBy(period => period.Status).OrderBy(status => status.Key).ToDictionary(status => StatusWord.Of(status.Key), status => status.Count(), StringComparer.Ordinal);
    }

    private sealed record Counts
    {
        public required int Checks { get; init; }

        public required int Unable { get; init; }

        public required int Changes { get; init; }
    }

    private sealed record Source
    {
        public required string Name { get; init; }

        public required int Looks { get; init; }

        public required int Unable { get; init; }
    }

    private sealed record Kind
    {
        public required string Name { get; init; }

        public required int Number { get; init; }
    }
}
