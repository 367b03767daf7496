using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Reminders;
using Nec.Dashboard;
using Nec.Integrations.ContractFiles;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Bench;

/// <summary>What the pages have to show: one team's record made by our own rules, and as many copies of it as are asked for.</summary>
internal static class DashboardRecord
{
    public const string Team = "west-dorset";

    /// <summary>The last of the copies: <c>team-4999</c>.</summary>
    public static string Copy(int number) => FormattableString.Invariant($"team-{number}");

    /// <summary>Fills a site with a number of teams, each with that many days of checks, and a history of runs.</summary>
    /// <returns>How many obligations and facts there are.</returns>
    public static async Task<(long Obligations, long Facts)> Fill(DashboardSite site, int teams, int days, int obligations, CancellationToken cancellationToken)
    {
        var contract = Example(obligations);
        var today = LondonTime.DateOf(DashboardSite.Now);
        var facts = site.Services.GetRequiredService<Facts>();
        await facts.Record(Team, [.. Looks(contract, today, days), .. Held(contract, today)], "bench", DashboardSite.Now, null, cancellationToken);
        var findings = Judged.All(contract, await facts.Read(Team, cancellationToken), new(BundledBankHolidays.Of(contract.BankHolidays)), today);
        await site.Services.GetRequiredService<Findings>().Save(Team, today, findings, DashboardSite.Now, cancellationToken);
        await Tell(site, findings, today, cancellationToken);
        await Run(site, cancellationToken);
        return await Multiply(site, teams - 1, cancellationToken);
    }

    /// <summary>The contracts of that many teams.</summary>
    public static ContractRegistry Contracts(int teams, int obligations)
    {
        var contract = Example(obligations);
        var copies = Enumerable.Range(1, teams - 1).Select(number => contract with
        {
            Id = Copy(number),
            Title = $"Team {number}",
            Force = $"force-{number % 43}",
        });
        return new([contract, .. copies]);
    }

    private static Contract Example(int obligations)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("NEC_HOME") ?? Directory.GetCurrentDirectory(), "appsettings", "contracts", "west-dorset.yaml");
        var whole = ContractFile.Load(path).Contract ?? throw new InvalidOperationException($"{path} is no contract: start from the repository's folder, or set NEC_HOME to it.");
        var total = 0;
        return whole with { Commitments = [.. whole.Commitments.OrderByDescending(commitment => commitment.Id == "clerk-meeting").TakeWhile(commitment => (total += Math.Max(1, commitment.Places.Count)) <= obligations)] };
    }

    private static IEnumerable<Fact> Looks(Contract contract, DateOnly today, int days) =>
        from day in Enumerable.Range(0, days)
        let at = new DateTimeOffset(today.AddDays(day - days), new TimeOnly(3, 30), TimeSpan.Zero)
        from fact in contract.Pages.SelectMany(page => page.Sections.Keys.Select(Fact (section) => new SectionCheck(page.Id, section, at, day % 40 == 7 ? Verdict.Substantive : Verdict.Unchanged)).Prepend(new SourceCheck("web-pages", page.Id, at, CheckOutcome.Ok, null)))
            .Concat(contract.Accounts.SelectMany(account => (Fact[])[new SourceCheck(account.Network, account.Id, at, CheckOutcome.Ok, null), new Reading(account.Id, account.Metric, at, 2000 + (2 * day))]))
            .Concat(contract.Neighbourhoods.SelectMany(id => (Fact[])[new SourceCheck("police-uk", id, at, CheckOutcome.Ok, null), new PriorityCheck(id, at, today.AddDays(-90), null, false)]))
        select fact;

    private static IEnumerable<Fact> Held(Contract contract, DateOnly today) =>
        contract.Obligations.Select((obligation, number) => new Occurrence(obligation.Commitment.Id, obligation.Place, today.AddDays(-20 - (number * 3)), Outcome.Held));

    private static async Task Tell(DashboardSite site, IReadOnlyList<Finding> findings, DateOnly today, CancellationToken cancellationToken)
    {
        var outbox = site.Services.GetRequiredService<Outbox>();
        for (var day = 0; day < 80; day++)
        {
            var on = today.AddDays(-day);
            await outbox.Queue(
                new()
                {
                    Key = $"officer@example.org|{Dates.Iso(on)}",
                    Kind = "digest",
                    RecipientAddress = "officer@example.org",
                    RecipientName = "Officer",
                    Day = on,
                    Subject = "Meet the clerk",
                    TextBody = new string('x', 4000),
                    HtmlBody = $"<p>{new string('x', 6000)}</p>",
                    MessageId = $"<{day}@example.org>",
                    Fingerprint = "f",
                    Teams = [Team],
                    Headers = new Dictionary<string, string>(StringComparer.Ordinal),
                },
                [new(Team, new ReminderSubject.Promise(findings[day % findings.Count].Obligation), Dates.Iso(on), ReminderStep.Due(7), "inspector")],
                DashboardSite.Now.AddDays(-day), cancellationToken);
        }
    }

    // Seven jobs a day for two hundred days.
    private static async Task Run(DashboardSite site, CancellationToken cancellationToken)
    {
        string[] jobs =
        [
            "AssessCommitments",
            "CheckPages",
            "PollNeighbourhoods",
            "PullFollowers",
            "RefreshBankHolidays",
            "SendMail",
            "WriteNotices",
        ];
        var since = DashboardSite.Now.AddDays(-400);
        var registered = jobs.Select(job => new RegisteredJob
        {
            Job = job,
            Description = job,
            Cron = "0 30 3 * * ?",
            OnWorkingDays = false,
            MakesUp = true,
            Since = since,
        });
        await site.Services.GetRequiredService<JobRegister>().Register([.. registered], cancellationToken);
        await using var connection = await site.Database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.run (job, scheduled_for, attempt, node, started_at, ended_at, outcome, summary)
            select @jobs[1 + run % 7], at, 1, 'worker-1', at, at + make_interval(secs => 1 + run % 5), 'succeeded', '6 of 6 pages seen'
            from generate_series(0, 1399) run
            cross join lateral (select @Now - make_interval(days => run / 7, mins => run % 7) as at) instant
            """,
            new { jobs, DashboardSite.Now },
            cancellationToken: cancellationToken));
    }

    // Each copy's facts have ids of their own, and its findings name them.
    private static async Task<(long Obligations, long Facts)> Multiply(DashboardSite site, int copies, CancellationToken cancellationToken)
    {
        await using var connection = await site.Database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            create temporary table template as select fact.*, row_number() over (order by fact_id) as at, count(*) over () as all_of_them, min(fact_id) over () as first_id from nec.fact;

            insert into nec.fact (fact_id, team, kind, source_key, occurred_on, occurred_at, recorded_at, recorded_by, commitment, place, target, body)
            overriding system value
            select fact_id + all_of_them * copy, 'team-' || copy, kind, copy || '|' || source_key, occurred_on, occurred_at, recorded_at, recorded_by, commitment, place, target, body
            from generate_series(1, @copies) as copy
            cross join template
            order by copy, at;

            insert into nec.finding (team, obligation, judged_on, status, due_on, last_on, reason, body, changed_at)
            select 'team-' || copy, obligation, judged_on, status, due_on, last_on, reason,
                   jsonb_set(body, '{facts}', coalesce((select jsonb_agg(id::bigint + (select max(all_of_them) from template) * copy) from jsonb_array_elements_text(body->'facts') as id), '[]')), changed_at
            from generate_series(1, @copies) as copy
            cross join nec.finding;

            insert into nec.finding_change (team, obligation, judged_on, status, due_on, old_status, old_due_on, reason, changed_at)
            select 'team-' || copy, obligation, judged_on, status, due_on, old_status, old_due_on, reason, changed_at
            from generate_series(1, @copies) as copy
            cross join nec.finding_change;

            insert into nec.sent_reminder (team, obligation, period, step, post, told_on, notice_id)
            select 'team-' || copy, obligation, period, step, post, told_on, notice_id
            from generate_series(1, least(@copies, 500)) as copy
            cross join nec.sent_reminder;

            select setval(pg_get_serial_sequence('nec.fact', 'fact_id'), max(fact_id)) from nec.fact;

            analyze;
            """,
            new { copies }, commandTimeout: 1200, cancellationToken: cancellationToken));
        return await connection.QuerySingleAsync<(long, long)>(new CommandDefinition("select (select count(*) from nec.finding), (select count(*) from nec.fact)", commandTimeout: 600, cancellationToken: cancellationToken));
    }
}
