-- Copies the runs and pauses that Quartz, the scheduler of earlier versions, kept. Its schema stays as quartz_retired until a later
-- version drops it. Where no worker of an earlier version has run there is nothing to copy.

-- Quartz counts time in ticks of 100 ns since the year 1.
create function pg_temp.instant_of(ticks bigint) returns timestamptz
language sql immutable as $$
    select timestamptz 'epoch' + ((ticks - 621355968000000000) / 10) * interval '1 microsecond'
$$;

-- It keeps JSON as text or bytes, and nothing ever checked it.
create function pg_temp.json_of(kept bytea) returns jsonb
language plpgsql immutable as $$
begin
    return convert_from(kept, 'UTF8')::jsonb;
exception when others then
    return null;
end
$$;

do $$
declare
    present text[];
    old_table text;
    still_there text;
    expected bigint;
    copied bigint;
begin
    if to_regnamespace('quartz') is null then
        return;
    end if;
    if not exists (select from pg_depend where refclassid = 'pg_namespace'::regclass and refobjid = to_regnamespace('quartz')) then
        drop schema quartz;
        return;
    end if;

    present := array(select relname::text from pg_class where relnamespace = to_regnamespace('quartz') and relkind = 'r' order by relname);

    -- Nothing may be written there from here on: a row that an old worker added now would be neither copied nor noticed.
    if current_setting('lock_timeout') = '0' then
        perform set_config('lock_timeout', '1min', true);
    end if;
    begin
        foreach old_table in array present loop
            execute format('lock table quartz.%I in share row exclusive mode', old_table);
        end loop;
    exception when lock_not_available or deadlock_detected then
        raise exception 'the earlier version still writes to its tables: stop every process of it and wait one minute';
    end;

    -- The server's clock tells whether a worker is running now; no copied value depends on it.
    -- A worker that is stopped first records that, and then waits for its jobs.
    if present @> array['qrtz_scheduler_state', 'qrtz_fired_triggers'] then
        select string_agg(
            format('%s (last seen at %s UTC)', instance_name, to_char(seen_at at time zone 'UTC', 'HH24:MI:SS')),
            ' and ' order by instance_name)
        into still_there
        from quartz.qrtz_scheduler_state state, pg_temp.instant_of(last_checkin_time) as seen_at
        where seen_at > clock_timestamp() - interval '1 minute'
          and (exists (select from quartz.qrtz_fired_triggers firing where firing.instance_name = state.instance_name)
               or not exists (select from nec.worker_node where node = state.instance_name and stopped_at >= seen_at));
        if still_there is not null then
            raise exception 'the earlier version still runs as %: stop it and wait one minute', still_there;
        end if;
    end if;

    if 'qrtz_execution_history' = any(present) then
        expected := (select count(*) from quartz.qrtz_execution_history) + (select count(*) from nec.run);
        -- Each run that a person asked for, and the time of the previous run of the same job; a run's attempts share its trigger.
        with asked as (
            select job_name, trigger_group, trigger_name, pg_temp.instant_of(min(fired_time)) as at,
                   lag(pg_temp.instant_of(min(fired_time))) over (partition by job_name order by min(fired_time)) as before
            from quartz.qrtz_execution_history
            where manual
            group by job_name, trigger_group, trigger_name
        ), told as ( -- Who asked is certain only when the audit log has exactly one such request in that time.
            select asked.job_name, asked.trigger_group, asked.trigger_name, min(audit.who) as who, min(audit.reason) as reason
            from asked
            join nec.audit audit
              on audit.target = asked.job_name
             and audit.action in ('run-job', 'run-again')
             and audit.happened_at between greatest(asked.before, asked.at - interval '1 day') and asked.at
            group by asked.job_name, asked.trigger_group, asked.trigger_name
            having count(*) = 1
        ), history as (
            select fired_time, entry_id, job_name, trigger_group, trigger_name, instance_name, error_message, retry_attempt,
                   retry_scheduled, summary, execution_log, job_input, fire_instance_id, coalesce(manual, false) as is_manual,
                   coalesce(result, case when succeeded then 0 else 1 end) as result,
                   pg_temp.instant_of(fired_time) as started_at,
                   pg_temp.instant_of(fired_time + greatest(run_time, 0)) as ended_at,
                   case when metrics is not null then pg_temp.json_of(convert_to(metrics, 'UTF8')) end as figures,
                   -- a retry belongs to the scheduled time of its first attempt
                   max(fired_time) filter (where retry_attempt = 0)
                       over (partition by trigger_group, trigger_name order by fired_time, entry_id) as first_fired
            from quartz.qrtz_execution_history
        )
        insert into nec.run (
            job, arguments, scheduled_for, asked_by, asked_because, attempt, node, started_at, ended_at, outcome, summary, failure,
            figures, log, trace_id)
        select history.job_name, history.job_input,
               -- the history has no scheduled time: it fired within the second
               case when not history.is_manual and history.trigger_group in ('nec', 'nec-pauses')
                    then date_trunc('second', pg_temp.instant_of(coalesce(history.first_fired, history.fired_time)))
               end,
               case when history.is_manual then coalesce(told.who, 'a person') end,
               case when history.is_manual then told.reason
                    when history.trigger_group like 'RECOVERING%' then 'the worker that ran it was lost'
               end,
               history.retry_attempt + 1, history.instance_name, history.started_at, history.ended_at,
               case history.result
                   when 0 then case when not coalesce(history.figures @@ '$.unable > 0', false) then 'succeeded'
                                    when history.figures @@ '$.seen > 0' then 'partly'
                                    else 'nothing-seen'
                               end
                   when 1 then case when history.retry_scheduled then 'retrying' else 'failed' end
                   when 2 then 'cancelled'
                   else 'skipped'
               end,
               history.summary,
               case when history.result = 1
                    then coalesce(
                        regexp_replace(history.error_message, '\s*[\r\n]+\s*', ' ', 'g'), history.summary, 'the reason was not kept')
               end,
               case when jsonb_typeof(history.figures) = 'object' then history.figures end,
               history.execution_log, trace.trace_id
        from history
        left join told using (job_name, trigger_group, trigger_name)
        left join nec.run_trace trace on trace.run = history.fire_instance_id
        order by history.fired_time, history.entry_id;
        copied := (select count(*) from nec.run);
        if copied <> expected then
            raise exception 'after copying the run history there should be % runs, but there are %', expected, copied;
        end if;
    end if;

    -- The runs of workers that were killed. A run's end is the last sign of life of its worker.
    if present @> array['qrtz_fired_triggers', 'qrtz_execution_history', 'qrtz_triggers', 'qrtz_scheduler_state'] then
        create temporary table unfinished on commit drop as
        select firing.entry_id, firing.job_name, firing.instance_name, firing.progress_message, firing.trigger_group, firing.trigger_name,
               firing.sched_name, firing.fired_time, firing.sched_time
        from quartz.qrtz_fired_triggers firing
        where firing.state = 'EXECUTING'
          and firing.job_name is not null
          and not exists (
              select
              from quartz.qrtz_execution_history history
              where history.sched_name = firing.sched_name and history.fire_instance_id = firing.entry_id);
        expected := (select count(*) from unfinished);

        with lost as (
            select unfinished.entry_id, unfinished.job_name, unfinished.instance_name, unfinished.progress_message,
                   unfinished.trigger_group,
                   pg_temp.instant_of(unfinished.fired_time) as started_at,
                   pg_temp.instant_of(unfinished.sched_time) as scheduled_for,
                   pg_temp.instant_of(greatest(unfinished.fired_time, state.last_checkin_time)) as ended_at,
                   coalesce(old_trigger.retry_attempt, 0) as retry_attempt,
                   pg_temp.json_of(old_trigger.job_data) as given
            from unfinished
            left join quartz.qrtz_triggers old_trigger using (sched_name, trigger_group, trigger_name)
            left join quartz.qrtz_scheduler_state state using (sched_name, instance_name)
        )
        insert into nec.run (
            job, arguments, scheduled_for, asked_by, asked_because, attempt, node, started_at, ended_at, outcome, summary, trace_id)
        select lost.job_name, lost.given ->> 'QRTZ_JOB_INPUT',
               case when lost.trigger_group in ('nec', 'nec-pauses') then lost.scheduled_for end,
               case when lost.given ? 'QRTZ_MANUAL_TRIGGER' then coalesce(told.who, 'a person') end,
               case when lost.given ? 'QRTZ_MANUAL_TRIGGER' then told.reason end,
               lost.retry_attempt + 1, lost.instance_name, lost.started_at, lost.ended_at, 'lost', lost.progress_message, trace.trace_id
        from lost
        left join nec.run_trace trace on trace.run = lost.entry_id
        left join lateral (
            select min(audit.who) as who, min(audit.reason) as reason
            from nec.audit audit
            where audit.target = lost.job_name
              and audit.action in ('run-job', 'run-again')
              and audit.happened_at between lost.started_at - interval '1 day' and lost.started_at
            having count(*) = 1
        ) told on true
        order by lost.started_at, lost.entry_id;
        get diagnostics copied = row_count;
        if copied <> expected then
            raise exception 'the earlier version left % runs unfinished, but % were copied', expected, copied;
        end if;
    end if;

    if 'qrtz_triggers' = any(present) then
        expected := (
            select count(distinct job_name)
            from quartz.qrtz_triggers
            where job_group = 'nec' and trigger_state in ('PAUSED', 'PAUSED_BLOCKED'));
        insert into nec.job_pause (job, reason, paused_by, paused_at, until_at)
        select distinct on (paused.job_name)
               paused.job_name, coalesce(paused.pause_reason, 'the reason was not kept'), coalesce(paused.paused_by, 'a person'),
               coalesce(pg_temp.instant_of(paused.paused_at), now()), pg_temp.instant_of(pause_end.next_fire_time)
        from quartz.qrtz_triggers paused
        left join quartz.qrtz_triggers pause_end
          on pause_end.sched_name = paused.sched_name
         and pause_end.trigger_group = 'nec-pauses'
         and pause_end.trigger_name = paused.job_name
        where paused.job_group = 'nec'
          and paused.trigger_state in ('PAUSED', 'PAUSED_BLOCKED')
        order by paused.job_name, paused.paused_at desc nulls last;
        get diagnostics copied = row_count;
        if copied <> expected then
            raise exception 'the earlier version had % paused jobs, but % pauses were copied', expected, copied;
        end if;
    end if;

    -- When each job got its schedule: one run makes up for a scheduled time that passes during the upgrade.
    if present @> array['qrtz_triggers', 'qrtz_cron_triggers', 'qrtz_job_details'] then
        insert into nec.job (job, description, cron, on_working_days, makes_up, since)
        select distinct on (old_trigger.job_name)
               old_trigger.job_name, coalesce(detail.description, ''), cron.cron_expression, false, true,
               pg_temp.instant_of(old_trigger.start_time)
        from quartz.qrtz_triggers old_trigger
        join quartz.qrtz_cron_triggers cron using (sched_name, trigger_name, trigger_group)
        join quartz.qrtz_job_details detail
          on detail.sched_name = old_trigger.sched_name
         and detail.job_name = old_trigger.job_name
         and detail.job_group = old_trigger.job_group
        where old_trigger.trigger_group = 'nec'
        order by old_trigger.job_name, old_trigger.start_time
        on conflict (job) do nothing;
    end if;

    alter schema quartz rename to quartz_retired;
end
$$;

drop function pg_temp.instant_of(bigint);
drop function pg_temp.json_of(bytea);
