-- Every team that a letter names or counts, its repeated lines and its figures included: told_line holds only what it told for the first time.
-- Of a letter from before nobody wrote that down; without a team it is shown to those alone who see every team.
alter table nec.notice add column teams text[] not null default '{}';
create index notice_teams on nec.notice using gin (teams);
