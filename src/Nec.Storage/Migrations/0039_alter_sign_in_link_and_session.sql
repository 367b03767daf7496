-- A link that was mailed in the minutes before 0033, or by a worker of the version before that still runs, is one that went by mail: whoever uses
-- it must still be listed. Only nec run prints links; it says so, and a printed one works for hours.
alter table nec.sign_in_link
    alter column is_mailed set default true;

update nec.sign_in_link
set is_mailed = true
where used_at is null and expires_at > now() and expires_at <= now() + interval '15 minutes';

-- What else an account's provider says of its person, to be asked about at each request.
alter table nec.session
    add column email text, -- the address; null for links, and when the provider names none
    add column reaches_posts boolean not null default false; -- the teams include those of the posts that the person holds or covers today
