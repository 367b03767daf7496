-- What a section of a page said, and between which looks it said so.
create table nec.page_text (
    page_text_id bigint generated always as identity primary key,
    team text not null,
    page text not null,
    section text not null,
    text_hash text not null,
    text text not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    check (first_seen_at <= last_seen_at),
    unique (team, page, section, text_hash)
);
