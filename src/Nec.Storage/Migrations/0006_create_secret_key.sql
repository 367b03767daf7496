-- Keys live in the database, so that any worker honours any link.
create table nec.secret_key (
    secret_key_id bigint generated always as identity primary key,
    purpose text not null,
    key_bytes bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz
);

create unique index secret_key_current on nec.secret_key (purpose) where expires_at is null;

-- ASP.NET's own: they protect cookies and antiforgery tokens.
create table nec.data_protection_key (
    data_protection_key_id bigint generated always as identity primary key,
    friendly_name text not null unique,
    xml text not null
);
