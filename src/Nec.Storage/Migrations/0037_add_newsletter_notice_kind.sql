-- A notice that tells who answers for a newsletter that its copy was taken as evidence.
alter table nec.notice drop constraint notice_kind_check;
alter table nec.notice add constraint notice_kind_check check (kind in ('digest', 'urgent', 'admin', 'sign-in', 'handover', 'newsletter'));
