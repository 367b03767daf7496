namespace Nec.Dashboard.Jobs;

/// <summary>
/// A run as a reader of some teams may see it: the columns of a <see cref="Nec.Application.Jobs.RunRow"/> for <c>@Teams</c>, null for all.
/// A run works for every team, so what it says may name any: who sees some teams gets a sentence made from their own targets, and no words
/// of others. The one place for lists, pages, files and the API.
/// </summary>
internal static class SeenRun
{
    public const string Columns =
        """
        run_id, job, scheduled_for, attempt, node, started_at, ended_at, outcome, percent, trace_id, engine_id, retry_at,
        case when @Teams::text[] is null then arguments end as arguments,
        case when @Teams::text[] is null or asked_by is null then asked_by else 'a person' end as asked_by,
        case when @Teams::text[] is null then asked_because end as asked_because,
        case when @Teams::text[] is null then failure end as failure,
        case when @Teams::text[] is null then figures end as figures,
        case
            when @Teams::text[] is null then summary
            when targets is not null then (
                select case count(*)
                           when 0 then 'no target of your teams'
                           else format('%s of %s %s%s of your teams seen',
                                       count(*) filter (where not is_unable), count(*), min(noun), case when count(*) > 1 then 's' end)
                       end
                from (select bool_or(entry ->> 'outcome' = 'unable') as is_unable,
                             min(case split_part(entry ->> 'source', '/', 1)
                                     when 'web-pages' then 'page' when 'police-uk' then 'neighbourhood' else 'account'
                                 end) as noun
                      from jsonb_array_elements(targets) entry
                      where entry ->> 'team' = any(@Teams)
                      group by entry ->> 'team', entry ->> 'target') own)
        end as summary
        """;
}
