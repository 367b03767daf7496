-- How far a mailbox has been read: every mail up to last_uid, under the validity by which the server counts. Written after the mail's effects.
create table nec.inbox_position (
    box text primary key, -- a hash of the server, the folder and the user
    uid_validity bigint not null check (uid_validity between 0 and 4294967295),
    last_uid bigint not null check (last_uid between 0 and 4294967295),
    read_at timestamptz not null
);

-- Who is away, as an automatic reply to one of our notices says. It is shown for two weeks, and stops no mail.
create table nec.away_reply (
    address text primary key, -- as ComparedAddress writes it
    replied_at timestamptz not null -- when the latest reply arrived
);
