-- Which sources were asked on which day, and how the best and the worst of those looks ended, without reading the looks of a whole week.
drop index nec.fact_check_day;
create index fact_check_day on nec.fact (occurred_on, (body ->> 'source'), (body ->> 'outcome')) where kind = 'check';
