-- An address whose mail comes back: one row is one spell, from its first report until it was cleared. Nothing here stops a mail.
create table nec.failing_address (
    failing_address_id bigint generated always as identity primary key,
    address text not null, -- as ComparedAddress writes it
    since_at timestamptz not null,
    reported_at timestamptz not null, -- the last report
    status text, -- 5.1.1; null when the report had none
    notice_id bigint references nec.notice (notice_id) on delete set null, -- whose report was the last
    way text not null check (way in ('delivery-report', 'notify')),
    cleared_at timestamptz,
    cleared_by text, -- who said that it works again; null while it fails, or when nobody uses it any more
    check (reported_at >= since_at),
    check (cleared_by is null or cleared_at is not null)
);

create unique index failing_address_open on nec.failing_address (address) where cleared_at is null;
create index failing_address_history on nec.failing_address (address, cleared_at);
create index failing_address_notice on nec.failing_address (notice_id);

-- A mailbox that was full once: only the second report counts.
create table nec.full_mailbox (
    address text primary key, -- as ComparedAddress writes it
    notice_id bigint references nec.notice (notice_id) on delete set null,
    reported_at timestamptz not null
);

create index full_mailbox_notice on nec.full_mailbox (notice_id);
