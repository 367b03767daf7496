-- What scripts sign in with; the token itself is never kept.
create table nec.api_token (
    api_token_id bigint generated always as identity primary key,
    token_hash bytea not null unique,
    name text not null,
    role text not null check (role in ('Viewer', 'Team')),
    forces text[] not null,
    teams text[] not null,
    made_by text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    check (expires_at > made_at)
);
