-- Links to sign in are claimed first.
drop index nec.notice_waiting;

create index notice_waiting on nec.notice ((kind <> 'sign-in'), notice_id) where sent_at is null and parked_at is null;
create index notice_claimed on nec.notice (claimed_by) where sent_at is null and parked_at is null and claimed_by is not null;
