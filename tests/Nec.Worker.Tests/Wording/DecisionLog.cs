using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nec.Application.Assessment;
using Nec.Application.Notices;
using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Npgsql;

namespace Nec.Worker.Tests.Wording;

/// <summary>
/// Writes down, when a <c>nec</c> that a test has started stops, all that it decided and none of what it said: a line for each row,
/// without reasons and other texts. It may use nothing that the program itself does not have beside it.
/// </summary>
internal sealed class DecisionLog(string file) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "NEC_TEST_DECISIONS_FILE";

    /// <summary>A day in the dark weeks on which the accounts have been out of sight for three nights.</summary>
    private static readonly DateOnly InTheDark = new(2019, 9, 27);

    private static readonly string[] Queries =
    [
        "select 'change' as is, team, obligation, judged_on, status, due_on, old_status, old_due_on from nec.finding_change",
        """
        select 'finding' as is, team, obligation, judged_on, status, due_on, last_on, body -> 'period' as period, body -> 'steps' as steps,
               body -> 'lacking' as lacking, body -> 'sights' as sights, body -> 'staleFrom' as stale_from,
               (select jsonb_agg(one - 'reason') from jsonb_array_elements(body -> 'periods') as one) as periods,
               (select jsonb_agg(one - '{text,why,address,name}'::text[]) from jsonb_array_elements(body -> 'troubles') as one) as troubles
        from nec.finding
        """,
        """
        select 'told' as is, told.team, obligation, period, step, post, told_on, notice_key
        from nec.sent_reminder told
        join nec.notice using (notice_id)
        """,
        "select 'notice' as is, notice_key, kind, recipient_address, day, fingerprint, teams, state from nec.notice",
        """
        select 'fact' as is, team, kind, source_key, occurred_on, recorded_by, commitment, place, target, body - 'reason' as body,
               supersedes is null as stands
        from nec.fact
        """,
        "select 'source' as is, source, outcome, since_on from nec.source_state",
        """
        select 'run' as is, job, scheduled_for, attempt, outcome,
               (select jsonb_agg(value order by value) from jsonb_each(figures)) as figures
        from nec.run
        where scheduled_for is not null
        """,
    ];

    /// <summary>Waits for the host, and for its end.</summary>
    public static void Keep(string file) => DiagnosticListener.AllListeners.Subscribe(new DecisionLog(file));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilt", Value: IHost host })
        {
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
                .Register(() => Write(host.Services).GetAwaiter().GetResult()); // nobody waits for a task here
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private async Task Write(IServiceProvider services)
    {
        var lines = new List<string>();
        await using (var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync())
        {
            foreach (var query in Queries)
            {
                lines.AddRange(await connection.QueryAsync<string>($"select row_to_json(decided)::text from ({query}) as decided"));
            }
        }

        var assessed = services.GetRequiredService<AssessAll>().On(InTheDark, CancellationToken.None);
        lines.AddRange(WhatIf(await services.GetRequiredService<TeamSnapshots>().Of(assessed, InTheDark, CancellationToken.None)));
        await File.WriteAllLinesAsync(file, lines.Order(StringComparer.Ordinal));
    }

    // What the quarter does not hold: networks that refuse our credentials, and a person who accepts a change and takes it back.
    private static IEnumerable<string> WhatIf(IReadOnlyList<TeamSnapshot> snapshots)
    {
        foreach (var snapshot in snapshots)
        {
            var contract = snapshot.Contract;
            var networks = contract.Accounts.Select(account => account.Network).ToHashSet(StringComparer.Ordinal);
            foreach (var refusing in (IReadOnlySet<string>[])[new HashSet<string>(StringComparer.Ordinal), networks])
            {
                var refused = snapshot with { Refusing = refusing, Told = new HashSet<SentReminder>() };
                var lines = AdminNoticeWriter.Write([refused], [], new("Administrator", "admin@example.org"), InTheDark)?.Lines ?? [];
                var told = lines.Select(line => $"{line.Kind} {line.Trouble?.Kind} {line.Obligation}").Order(StringComparer.Ordinal);
                yield return $"refused by {refusing.Count}: {string.Join(", ", told)}";
            }

            foreach (var obligation in contract.Obligations)
            {
                if (obligation.Commitment.Evidence is SectionEvidence section
                    && AnswerPeriod.Of(contract, obligation.Commitment, "2019-Q4", []) is { } period)
                {
                    var at = new DateTimeOffset(2019, 10, 2, 3, 30, 0, TimeSpan.Zero);
                    var look = new SectionCheck(section.Pages[0], section.Section, at, Verdict.Unclear);
                    var accepted = (SectionCheck)WaitingChange.Judge(look, isReal: true).Fact;
                    var takenBack = (SectionCheck)WaitingChange.Judge(accepted, isReal: false).Fact;
                    SectionCheck[] each = [look, accepted, takenBack];
                    var isAccepted = each.Select(one => WaitingChange.Accepted(obligation, period, [one]) is not null);
                    yield return $"accepted {obligation.Id}: {string.Join(", ", isAccepted)}";
                }
            }
        }
    }
}
