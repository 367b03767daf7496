-- One-time sign-in links; the token itself is never kept.
create table nec.sign_in_link (
    token_hash bytea primary key,
    person text not null,
    role text not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
