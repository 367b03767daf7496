-- The mail behind last_uid, while it cannot be read, and in how many runs that was tried: after three it is passed over.
alter table nec.inbox_position
    add column failed_uid bigint check (failed_uid between 1 and 4294967295),
    add column failed_tries integer check (failed_tries > 0),
    add check ((failed_uid is null) = (failed_tries is null));

-- The copies of newsletters that counted: the same mail sent again is no new evidence.
create table nec.newsletter_copy (
    copy text primary key, -- a hash of the sender's entry and the mail's Message-ID
    arrived_at timestamptz not null
);
