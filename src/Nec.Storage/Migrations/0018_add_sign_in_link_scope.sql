-- Whose records a link lets its reader see: '*' among the forces stands for all of them; nothing at all lets see nothing.
alter table nec.sign_in_link
    add column forces text[] not null default '{}',
    add column teams text[] not null default '{}';

create index sign_in_link_person on nec.sign_in_link (lower(person), expires_at);
