-- People, apart from the ledger. Events name a person by the random id that stands here; nothing here stands in an event.
-- Identity number, paper and name are encrypted with a key of the person's own, which is wrapped by a key that is not in the
-- database. To erase a person is to null wrapped_key, record and lookup: the id stays, and with it every total.

create schema people;

create table people.person (
  id            uuid        primary key,
  lookup        bytea       unique,
  lookup_key_id text        not null,
  name_tag      bytea,
  algorithm     text        not null,
  record        bytea,
  wrapped_key   bytea,
  wrap_key_id   text        not null,
  employer      text,
  division      text,
  employer_as_of date       not null,
  created_at    timestamptz not null default now()
);

comment on table people.person is '专业技术人员：证件号码、姓名加密存放，事件中只有随机编号';
comment on column people.person.lookup is 'HMAC-SHA-256 of the normalised identity number under the lookup key';
comment on column people.person.name_tag is 'HMAC-SHA-256 of number and name: tells whether a name agrees without opening the record';
comment on column people.person.algorithm is 'How record and wrapped_key are encrypted, so that another suite can stand beside it';
comment on column people.person.record is 'nonce, ciphertext and tag of the JSON record, bound to the id';
comment on column people.person.wrapped_key is 'nonce, ciphertext and tag of the person''s key, bound to the id';
comment on column people.person.employer is 'Employer of record (工作单位), as the latest report names it';
comment on column people.person.employer_as_of is 'The day the report of the employer speaks of';

-- Who looked at identity data, when and why. Written before the record is opened, and never changed.
create table people.access (
  id      bigint      generated always as identity primary key,
  person  uuid        not null,
  at      timestamptz not null default now(),
  actor   text        not null,
  purpose text        not null
);

create index access_by_person on people.access (person, at);

comment on table people.access is '身份信息查阅记录：何人、何时、因何';
