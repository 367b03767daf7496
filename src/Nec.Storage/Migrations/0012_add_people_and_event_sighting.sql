-- How many named officers a neighbourhood shows, one look at a time.
alter table nec.fact drop constraint fact_kind_check;
alter table nec.fact add constraint fact_kind_check
check (kind in ('occurrence', 'reading', 'section', 'priorities', 'people', 'event', 'check', 'withdrawal'));

-- Between which looks an advertised event was seen: its fact says the first only, and is never written again.
create table nec.event_sighting (
    team text not null,
    neighbourhood text not null,
    event_id text not null,
    starts_on date not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    check (first_seen_at <= last_seen_at),
    primary key (team, neighbourhood, event_id)
);
