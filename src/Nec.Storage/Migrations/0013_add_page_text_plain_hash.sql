-- By what a text is known again when only its dates, times or counters differ, and the date that it gives as its own. Both null in rows from before.
alter table nec.page_text add column plain_hash text;
alter table nec.page_text add column stated_on date;
create index page_text_plain on nec.page_text (team, page, section, plain_hash);
