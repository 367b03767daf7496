-- Words go before the row that held them: who was told what stays, and so does the hash by which a text is known again.
alter table nec.notice alter column text_body drop not null;
alter table nec.notice alter column html_body drop not null;
-- What has still to be sent has its words, and what was parked goes again only with them.
alter table nec.notice add constraint notice_waits_with_its_words
check ((text_body is not null and html_body is not null) or sent_at is not null or parked_at is not null);
create index notice_with_words on nec.notice (notice_id) where text_body is not null;

alter table nec.page_text alter column text drop not null;
