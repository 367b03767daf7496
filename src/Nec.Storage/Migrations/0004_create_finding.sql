-- How every obligation stands now: one row each.
create table nec.finding (
    team text not null,
    obligation text not null,
    judged_on date not null,
    status text not null check (status in (
        'not-started', 'no-record', 'on-track', 'due-soon', 'overdue', 'met', 'met-late', 'missed', 'at-risk',
        'incomplete', 'not-applicable', 'unable-to-check')),
    due_on date,
    last_on date,
    reason text not null,
    body jsonb not null,
    changed_at timestamptz not null,
    primary key (team, obligation)
);

create index finding_status on nec.finding (status, due_on);

-- How it came to stand so: a row for every change of status or due date.
create table nec.finding_change (
    finding_change_id bigint generated always as identity primary key,
    team text not null,
    obligation text not null,
    judged_on date not null,
    status text not null,
    due_on date,
    old_status text,
    old_due_on date,
    reason text not null,
    changed_at timestamptz not null
);

create index finding_change_obligation on nec.finding_change (team, obligation, finding_change_id);
