-- Under which trace id (W3C, 32 hexadecimal digits) a run of a job went: the scheduler's history has no column for it. Kept as long as the history keeps the run.
create table nec.run_trace (
    run text not null primary key, -- the scheduler's name for the firing
    trace_id text not null check (trace_id ~ '^[0-9a-f]{32}$'),
    begun_at timestamptz not null
);

create index run_trace_id on nec.run_trace (trace_id);
create index run_trace_begun on nec.run_trace (begun_at);
