-- What people answered by a link that is no fact about the promise: remind me later, somebody else sees to it, that was no update. Only ever added to.
create table nec.answer (
    answer_id bigint generated always as identity primary key,
    answer_key text not null unique,
    team text not null,
    obligation text not null,
    period text not null,
    kind text not null check (kind in ('snooze', 'hand-over', 'no-update')),
    until_on date,
    to_post text,
    reason text, -- a person's words: the one column that may be emptied before the row goes
    answered_by text not null, -- a post, never an address
    answered_at timestamptz not null,
    check ((kind = 'snooze') = (until_on is not null)),
    check ((kind = 'hand-over') = (to_post is not null))
);

create index answer_team on nec.answer (team, answer_id);
create index answer_expiry on nec.answer (answered_at);

create function nec.refuse_answer_change() returns trigger
language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if new.reason is null and (to_jsonb(new) - 'reason') = (to_jsonb(old) - 'reason') then
            return new;
        end if;
    elsif coalesce(current_setting('nec.retention', true), '') <> '' then
        -- The retention job says the day on which it deletes, for its own transaction only.
        return old;
    end if;
    raise exception 'answers are only ever added: a later answer replaces an earlier one';
end
$$;

create trigger answer_is_append_only
before update or delete on nec.answer
for each row execute function nec.refuse_answer_change();

create trigger answer_is_not_truncated
before truncate on nec.answer
for each statement execute function nec.refuse_answer_change();
