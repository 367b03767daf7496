using Dapper;
using Npgsql;

namespace Nec.Dashboard.Promises;

/// <summary>One obligation with all that its page shows beside the finding itself.</summary>
public sealed record PromiseDetail(
    PromiseRow Row, IReadOnlyList<StepRow> Steps, IReadOnlyList<FactOnPage> Facts, IReadOnlyList<MentionRow> Mentions, IReadOnlyList<ChangeRow> Changes);

/// <summary>One rung of its ladder.</summary>
public sealed record StepRow
{
    public required string Step { get; init; }

    public required DateOnly SendOn { get; init; }

    public required string Post { get; init; }

    /// <summary>The day on which it was told; null while it was not.</summary>
    public DateOnly? ToldOn { get; init; }
}

/// <summary>One fact that bears on it.</summary>
public sealed record FactOnPage
{
    public required long FactId { get; init; }

    public required string Kind { get; init; }

    public required DateOnly OccurredOn { get; init; }

    /// <summary>The day of the event that it tells of, which it may tell of days before or after; null for other facts.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>The day that a reader looks for.</summary>
    public DateOnly Day => StartsOn ?? OccurredOn;

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>What the fact says: an outcome, a verdict, a count.</summary>
    public string? Said { get; init; }

    /// <summary>What it is about, beyond the obligation: a page, an account, a neighbourhood.</summary>
    public string? Target { get; init; }

    public required bool IsCorrected { get; init; }

    /// <summary>It is one of those that decided the finding.</summary>
    public required bool HasDecided { get; init; }
}

/// <summary>One notice that named it.</summary>
public sealed record MentionRow
{
    public required long NoticeId { get; init; }

    public required DateOnly ToldOn { get; init; }

    public required string Step { get; init; }

    public required string RecipientName { get; init; }

    /// <summary>Null when the letter is not the reader's to see: it may name what another team has not done.</summary>
    public string? Subject { get; init; }
}

/// <summary>One change of its status or due date.</summary>
public sealed record ChangeRow
{
    public required DateOnly JudgedOn { get; init; }

    public required string Status { get; init; }

    public string? OldStatus { get; init; }

    public DateOnly? DueOn { get; init; }

    public required string Reason { get; init; }
}

internal static class PromiseQuery
{
    /// <summary>Null when no such obligation stands; <paramref name="teams"/> are those whose letters the reader may see, null stands for all of them.</summary>
    public static async Task<PromiseDetail?> Find(NpgsqlDataSource source, string[]? teams, string team, string obligation, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            Select,
            new { teams, team, obligation, Commitment = obligation.Split('/')[0], Place = obligation.Split('/', 2) is [_, var place] ? place : null },
            cancellationToken: cancellationToken));
        return await answers.ReadSingleOrDefaultAsync<PromiseRow>() is { } row
            ? new(
                row,
                [.. await answers.ReadAsync<StepRow>()],
                [.. await answers.ReadAsync<FactOnPage>()],
                [.. await answers.ReadAsync<MentionRow>()],
                [.. await answers.ReadAsync<ChangeRow>()])
            : null;
    }

    // A place's name and its slug are the same place: the expression below does what Slug.Of does.
    private const string Select =
        """
        select team, obligation, status, due_on, last_on, reason
        from nec.finding
        where team = @team and obligation = @obligation;

        select step.name as step, step."sendOn" as send_on, step.post, told.told_on
        from nec.finding
        cross join lateral jsonb_to_recordset(body->'steps') as step (name text, "sendOn" date, post text)
        left join nec.sent_reminder told
            on told.team = finding.team and told.obligation = finding.obligation and told.step = step.name and told.post = step.post
           and told.period = coalesce(body->>'period', finding.due_on::text)
        where finding.team = @team and finding.obligation = @obligation
        order by step."sendOn", step.name;

        with decided as (
            select value::bigint as fact_id
            from nec.finding
            cross join lateral jsonb_array_elements_text(body->'facts')
            where team = @team and obligation = @obligation
        ),
        shown as materialized ( -- by their ids and cut off first: what follows is asked of fifty, never of the whole table
            select fact_id, kind, occurred_on, recorded_at, recorded_by, target, body
            from nec.fact
            where team = @team
              and fact_id = any (array(
                  select fact_id
                  from decided
                  union
                  (select fact_id
                   from nec.fact
                   where team = @team
                     and commitment = @Commitment
                     and trim(both '-' from regexp_replace(lower(translate(place, '''’', '')), '[^[:alnum:]]+', '-', 'g')) is not distinct from @Place
                   order by occurred_on desc, fact_id desc
                   limit 50)))
            order by occurred_on desc, fact_id desc
            limit 50
        )
        select fact_id, kind, occurred_on, recorded_at, recorded_by, target,
               coalesce(body->>'outcome', body->>'verdict', body->>'count', body->>'newestIssueOn', body->>'eventId') as said,
               case kind when 'event' then (body->>'startsOn')::date end as starts_on,
               exists (select 1 from nec.fact later where later.supersedes = shown.fact_id) as is_corrected,
               exists (select 1 from decided where decided.fact_id = shown.fact_id) as has_decided
        from shown
        order by occurred_on desc, fact_id desc;

        select notice.notice_id, told_on, step, recipient_name,
               case when @teams::text[] is null or (teams && @teams and teams <@ @teams) then subject end as subject
        from nec.sent_reminder
        join nec.notice on notice.notice_id = sent_reminder.notice_id
        where sent_reminder.team = @team and sent_reminder.obligation = @obligation
        order by sent_reminder_id desc
        limit 50;

        select judged_on, status, old_status, due_on, reason
        from nec.finding_change
        where team = @team and obligation = @obligation
        order by finding_change_id desc
        limit 50;
        """;
}
