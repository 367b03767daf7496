-- Who is signed in. The browser keeps the session's id, of which only a hash is kept here; a session ends for every worker at once.
create table nec.session (
    session_id bigint generated always as identity primary key,
    token_hash bytea not null unique,
    person text not null,
    signed_in_by text not null check (signed_in_by in ('link', 'account')),
    is_listed boolean not null, -- the settings or a contract named the person, and are asked again at each request
    role text not null,
    forces text[] not null,
    teams text[] not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null, -- not written at every request
    expires_at timestamptz not null,
    ended_at timestamptz,
    check (expires_at > created_at)
);

create index session_person on nec.session (lower(person)) where ended_at is null;
