-- Code lists loaded by an operator, over the ones the program is built with.
create schema codes;

create table codes.list (
  list      text primary key,
  as_of     date not null,
  source    text not null,
  sha256    text not null,
  loaded_at timestamptz not null default now()
);
comment on column codes.list.as_of is 'The day the newest file states the list as of';

create table codes.code (
  list       text not null references codes.list,
  code       text not null,
  name       text not null,
  level      text,
  parent     text,
  valid_from date,
  valid_to   date,
  source     text not null,
  primary key (list, code),
  check (valid_to >= valid_from)
);
comment on table codes.code is 'A code is never deleted: one that a newer full list lacks gets a last day';
comment on column codes.code.valid_from is 'First day in use; null when no list says';
comment on column codes.code.valid_to is 'Last day in use, inclusive; null while it is';
