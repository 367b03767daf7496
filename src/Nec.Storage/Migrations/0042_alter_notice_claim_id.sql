-- Each claim has a name of its own: a cut-off attempt of a run must not let go of what the next attempt of the same run has taken over.
alter table nec.notice add column claim_id uuid;
