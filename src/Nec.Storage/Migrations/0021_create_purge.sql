-- What retention removed: when its run began, of which kind, how many, and from before which day. Only ever added to, and never removed itself.
create table nec.purge (
    purge_id bigint generated always as identity primary key,
    purged_at timestamptz not null,
    kind text not null,
    team text, -- null for what belongs to no one team
    rows bigint not null check (rows > 0),
    before_on date not null
);

create index purge_kind on nec.purge (kind, purged_at);
create index purge_team on nec.purge (team, kind) where team is not null;

create function nec.refuse_purge_change() returns trigger
language plpgsql as $$
begin
    raise exception 'the counts of what was removed are only ever added to';
end
$$;

create trigger purge_is_append_only
before update or delete or truncate on nec.purge
for each statement execute function nec.refuse_purge_change();

-- Facts leave team by team, each at the end of its own contract's years.
drop index nec.fact_expiry;
create index fact_expiry on nec.fact (team, kind, occurred_on);
create index finding_change_expiry on nec.finding_change (team, judged_on);
create index audit_expiry on nec.audit (happened_at);
