-- Secret addresses of people's calendars; the token itself is never kept.
create table nec.calendar_feed (
    token_hash bytea primary key,
    address text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);

create index calendar_feed_address on nec.calendar_feed (address);
