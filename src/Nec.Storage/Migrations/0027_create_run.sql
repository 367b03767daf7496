-- The jobs that the workers have registered, as their code and settings declare them. Other processes read the schedules here.
create table nec.job (
    job text not null primary key,
    description text not null,
    cron text, -- six fields, Europe/London; null when it is switched off or another job asks for it
    on_working_days boolean not null,
    makes_up boolean not null, -- one run makes up for the scheduled times that passed while no worker was running
    asked_by_job text, -- the job that hands this one its work; null for all others
    -- when the job, or its present schedule, was first registered here; an earlier scheduled time is neither late nor made up for
    since timestamptz not null
);

-- Nothing is created for a job while its row is here.
create table nec.job_pause (
    job text not null primary key,
    reason text not null,
    paused_by text not null,
    paused_at timestamptz not null,
    until_at timestamptz -- null until a person resumes it
);

-- Every attempt at a run: opened when it starts, closed when it ends.
create table nec.run (
    run_id bigint generated always as identity primary key,
    job text not null,
    arguments text, -- JSON: what it was asked to do; null when the job needs nothing
    scheduled_for timestamptz, -- null when a person or another job asked for it
    asked_by text, -- null when nobody did
    asked_because text,
    attempt integer not null check (attempt > 0),
    node text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text not null check (outcome in (
        'running', 'succeeded', 'partly', 'nothing-seen', 'skipped', 'failed', 'retrying', 'cancelled', 'lost')),
    summary text, -- what it achieved; while it runs, its progress
    failure text, -- why it failed, in one line; null otherwise
    figures jsonb,
    targets jsonb, -- [{team, target, source, outcome, reason}]; null when it checked none
    percent smallint, -- while it runs; null when the job reports no progress
    log text,
    trace_id text check (trace_id ~ '^[0-9a-f]{32}$'),
    engine_id text, -- the same for every attempt at one run; null for runs from before Hangfire
    retry_at timestamptz, -- when a failed attempt is followed by the next
    lock_key bigint, -- of the advisory lock that a running attempt holds; null for runs from before Hangfire
    check ((outcome = 'running') = (ended_at is null))
);

create index run_started on nec.run (started_at, run_id);
create index run_job_started on nec.run (job, started_at, run_id);
create index run_open on nec.run (job) where ended_at is null;
create index run_engine on nec.run (engine_id) where engine_id is not null;
create index run_by_trace on nec.run (trace_id) where trace_id is not null;
create index run_retrying on nec.run (retry_at) where outcome = 'retrying';
