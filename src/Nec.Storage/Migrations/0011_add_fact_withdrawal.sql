-- An import that was undone: each of its facts is superseded by a withdrawal, and neither counts.
alter table nec.fact drop constraint fact_kind_check;
alter table nec.fact add constraint fact_kind_check
check (kind in ('occurrence', 'reading', 'section', 'priorities', 'event', 'check', 'withdrawal'));
alter table nec.fact add constraint fact_withdrawal_check
check (kind <> 'withdrawal' or (supersedes is not null and body ? 'sourceKey'));

create index fact_batch on nec.fact (team, batch) where batch is not null;
-- The same fact may come again: its key then says for which time (Facts.cs).
create index fact_withdrawn_key on nec.fact ((body->>'sourceKey')) where kind = 'withdrawal';
