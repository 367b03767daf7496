-- A job that is not scheduled because nothing is set up for it: the setting that is missing, such as Mail:Inbox:Host; null otherwise.
alter table nec.job add column missing_setting text;
