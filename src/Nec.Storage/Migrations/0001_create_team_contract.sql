-- Every version of a contract that was ever loaded, with its text as it was: an auditor reads what was promised then.
create table nec.team_contract (
    team_contract_id bigint generated always as identity primary key,
    team text not null,
    version text not null,
    title text not null,
    force text not null,
    from_on date not null,
    to_on date,
    source_text text not null,
    source_hash bytea not null,
    loaded_at timestamptz not null,
    check (to_on is null or to_on >= from_on),
    unique (team, version, source_hash)
);
