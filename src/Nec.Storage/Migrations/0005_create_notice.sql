-- The outbox: one row is one email. Claimed, sent, marked; no transaction is open while it is sent.
create table nec.notice (
    notice_id bigint generated always as identity primary key,
    notice_key text not null unique,
    kind text not null check (kind in ('digest', 'urgent', 'admin', 'sign-in', 'handover')),
    recipient_address text not null,
    recipient_name text not null,
    day date not null,
    subject text not null,
    text_body text not null,
    html_body text not null,
    headers jsonb not null,
    message_id text not null unique,
    fingerprint text not null,
    queued_at timestamptz not null,
    claimed_at timestamptz,
    claimed_by text,
    attempts int not null default 0,
    next_try_at timestamptz,
    sent_at timestamptz,
    parked_at timestamptz,
    last_error text,
    state text not null generated always as (
        case
            when sent_at is not null then 'sent'
            when parked_at is not null then 'parked'
            when claimed_at is not null then 'sending'
            when attempts > 0 then 'retrying'
            else 'queued'
        end) stored,
    check (sent_at is null or parked_at is null)
);

create index notice_waiting on nec.notice (notice_id) where sent_at is null and parked_at is null;
create index notice_recipient on nec.notice (recipient_address, day);

-- Which step of which obligation and period was told to which post: told once.
create table nec.told_line (
    told_line_id bigint generated always as identity primary key,
    team text not null,
    obligation text not null,
    period text not null,
    step text not null,
    post text not null,
    told_on date not null,
    notice_id bigint references nec.notice (notice_id) on delete set null,
    unique (team, obligation, period, step, post)
);

create index told_line_notice on nec.told_line (notice_id);
