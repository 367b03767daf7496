-- The table takes the name that the code gives it.
alter table nec.told_line rename to sent_reminder;
alter table nec.sent_reminder rename column told_line_id to sent_reminder_id;
alter index nec.told_line_notice rename to sent_reminder_notice;
