-- What became of a mail that a service took: asked again until it is known, or forgotten. It goes with its notice.
create table nec.delivery (
    notice_id bigint primary key references nec.notice (notice_id) on delete cascade,
    delivery_id text not null, -- the service's own
    accepted_at timestamptz not null,
    status text not null default 'sending' check (
        status in ('sending', 'delivered', 'permanent-failure', 'temporary-failure', 'technical-failure', 'unknown')),
    known_at timestamptz, -- when we heard it
    next_ask_at timestamptz,
    check ((status = 'sending') = (next_ask_at is not null))
);

create index delivery_asked on nec.delivery (next_ask_at) where next_ask_at is not null;
