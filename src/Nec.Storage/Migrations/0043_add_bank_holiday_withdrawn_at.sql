-- When the official list no longer held a day that was still ahead: it was moved or called off. Null: the day is a bank holiday.
alter table nec.bank_holiday
    add column withdrawn_at timestamptz;
