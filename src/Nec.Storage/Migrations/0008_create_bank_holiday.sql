-- Every bank holiday ever seen in the official list, which drops old years; never deleted.
create table nec.bank_holiday (
    division text not null check (division in ('england-and-wales', 'scotland', 'northern-ireland')),
    day date not null,
    title text not null,
    seen_at timestamptz not null,
    primary key (division, day)
);
