-- Every change that a person makes: who, when, what, why; append-only.
create table nec.audit (
    audit_id bigint generated always as identity primary key,
    happened_at timestamptz not null,
    who text not null,
    action text not null,
    team text,
    target text not null,
    reason text,
    before text,
    after text
);

create index audit_target on nec.audit (target, audit_id);
create index audit_team on nec.audit (team, audit_id) where team is not null;

create function nec.refuse_audit_change() returns trigger
language plpgsql as $$
begin
    -- The retention job says the day on which it deletes, for its own transaction only.
    if tg_op = 'DELETE' and coalesce(current_setting('nec.retention', true), '') <> '' then
        return null;
    end if;
    raise exception 'the audit log is only ever added to';
end
$$;

create trigger audit_is_append_only
before update or delete or truncate on nec.audit
for each statement execute function nec.refuse_audit_change();
