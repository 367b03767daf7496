-- What happened, and when we learnt it. Only ever added to; a correction is a fact that supersedes another.
create table nec.fact (
    fact_id bigint generated always as identity primary key,
    team text not null,
    kind text not null check (kind in ('occurrence', 'reading', 'section', 'priorities', 'event', 'check')),
    source_key text not null unique,
    occurred_on date not null,
    occurred_at timestamptz,
    recorded_at timestamptz not null,
    recorded_by text not null,
    batch text,
    supersedes bigint references nec.fact (fact_id),
    commitment text,
    place text,
    target text,
    body jsonb not null
);

create index fact_team on nec.fact (team, fact_id);
create index fact_expiry on nec.fact (kind, occurred_on);
-- One correction of one fact; a correction may itself be corrected.
create unique index fact_supersedes on nec.fact (supersedes) where supersedes is not null;

-- Words about people, apart from the fact itself, so that they may go before it does.
create table nec.fact_note (
    fact_id bigint primary key references nec.fact (fact_id) on delete cascade,
    note text,
    feedback text,
    by_whom text
);

-- How many facts the retention job deleted, and on which day.
create table nec.fact_purge (
    fact_purge_id bigint generated always as identity primary key,
    team text not null,
    kind text not null,
    purged_on date not null,
    rows bigint not null
);

create function nec.refuse_fact_change() returns trigger
language plpgsql as $$
begin
    -- The retention job says the day on which it deletes, for its own transaction only.
    if tg_op = 'DELETE' and coalesce(current_setting('nec.retention', true), '') <> '' then
        return null;
    end if;
    raise exception 'facts are only ever added: record a correction that supersedes the fact';
end
$$;

create trigger fact_is_append_only
before update or delete or truncate on nec.fact
for each statement execute function nec.refuse_fact_change();

create function nec.count_purged_fact() returns trigger
language plpgsql as $$
begin
    insert into nec.fact_purge (team, kind, purged_on, rows)
    select team, kind, current_setting('nec.retention')::date, count(*)
    from gone
    group by team, kind;
    return null;
end
$$;

create trigger fact_purge_is_counted
after delete on nec.fact
referencing old table as gone
for each statement execute function nec.count_purged_fact();
