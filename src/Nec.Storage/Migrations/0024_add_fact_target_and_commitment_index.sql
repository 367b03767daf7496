-- What a page asks of one target or one commitment, newest first, without reading all of a team's record.
create index fact_target on nec.fact (team, target, occurred_at, fact_id) where target is not null;
create index fact_commitment on nec.fact (team, commitment, occurred_on, fact_id) where commitment is not null;
