-- The table takes the name that the code gives it.
alter table nec.told_line rename to sent_reminder;
alter table nec.sent_reminder rename column told_line_id to sent_reminder_id;
alter table nec.sent_reminder rename constraint told_line_pkey to sent_reminder_pkey;
alter table nec.sent_reminder rename constraint told_line_team_obligation_period_step_post_key to sent_reminder_team_obligation_period_step_post_key;
alter table nec.sent_reminder rename constraint told_line_notice_id_fkey to sent_reminder_notice_id_fkey;
alter index nec.told_line_notice rename to sent_reminder_notice;
alter sequence nec.told_line_told_line_id_seq rename to sent_reminder_sent_reminder_id_seq;
