-- What a server gave with a page, to ask later whether it is still the same; kept only while every watched section of it was found.
create table nec.page_mark (
    team text not null,
    page text not null,
    watched text not null,
    etag text,
    last_modified text,
    given_at timestamptz not null,
    primary key (team, page)
);
