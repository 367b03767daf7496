-- A network's own id for an account: handles change, ids do not.
create table nec.social_account (
    network text not null,
    handle text not null,
    network_id text not null,
    resolved_at timestamptz not null,
    primary key (network, handle)
);

-- How a source's credentials stand: a state with a beginning, told once when it begins and once when it ends.
create table nec.source_state (
    source text not null primary key,
    outcome text not null check (outcome in ('not-configured', 'works', 'warns', 'fails')),
    says text not null,
    since_on date not null,
    probed_at timestamptz not null,
    expires_at timestamptz
);

-- What was seen today is asked for by every run that goes on where one stopped.
create index fact_check_day on nec.fact (occurred_on) where kind = 'check';
