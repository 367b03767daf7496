-- What people wrote into the annual pack, section by section; the latest speaks, and a past day shows what stood then. Only ever added to.
create table nec.year_text (
    year_text_id bigint generated always as identity primary key,
    team text not null,
    year_from date not null,
    section text not null,
    words text not null,
    written_by text not null,
    written_at timestamptz not null
);

create index year_text_section on nec.year_text (team, year_from, section, year_text_id);

-- What a panel called the year, in its own word; never computed. Only ever added to.
create table nec.panel_rating (
    panel_rating_id bigint generated always as identity primary key,
    team text not null,
    year_from date not null,
    panel text not null,
    rated_on date not null,
    word text not null,
    comments text,
    recorded_by text not null,
    recorded_at timestamptz not null
);

create index panel_rating_year on nec.panel_rating (team, year_from, panel_rating_id);

create function nec.refuse_year_change() returns trigger
language plpgsql as $$
begin
    -- The retention job says the day on which it deletes, for its own transaction only.
    if tg_op = 'DELETE' and coalesce(current_setting('nec.retention', true), '') <> '' then
        return null;
    end if;
    raise exception 'the words of a year are only ever added to: write them anew';
end
$$;

create trigger year_text_is_append_only
before update or delete or truncate on nec.year_text
for each statement execute function nec.refuse_year_change();

create trigger panel_rating_is_append_only
before update or delete or truncate on nec.panel_rating
for each statement execute function nec.refuse_year_change();
