-- Where a link leads after signing in (null: to the first page), and whether it went by mail to somebody whom the settings or a contract named.
alter table nec.sign_in_link
    add column return_path text check (return_path like '/%' and return_path not like '//%'),
    add column is_mailed boolean not null default false;
