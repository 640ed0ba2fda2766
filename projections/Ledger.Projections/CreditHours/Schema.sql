-- The credit-hour database of Order 259 Art. 20: one row a participation, one row a person and year.

create table {schema}.generation (
  single   boolean primary key default true check (single),
  version  integer not null,
  position bigint  not null
);
comment on table {schema}.generation is
  'One row: the version of this read model and the position it stands at, moved in the transaction that moves its rows. A query '
  'reads it first.';

create table {schema}.entry (
  year          integer  not null,
  person        uuid     not null,
  entry         uuid     not null,
  form          smallint not null,
  subject       smallint not null,
  status        smallint not null,
  claimed_hours numeric  not null,
  hours         numeric  not null,
  project       text,
  activity      text     not null,
  provider      text,
  first_day     date     not null,
  last_day      date     not null,
  division      text collate "C",
  replaces      uuid,
  replaced_by   uuid,
  note          text,
  claimed_at    bigint   not null,
  changed_at    bigint   not null,
  primary key (year, person, entry)
);
comment on table {schema}.entry is
  'Participations of persons, by random person id, as they stand now. How they stood at an earlier position is folded from the '
  'account''s stream.';
comment on column {schema}.entry.form is
  'The item of Order 259 Art. 10 para. 2: 1 course, 2 practice, 3 academic, 4 online, 5 degree, 6 other.';
comment on column {schema}.entry.subject is '0 public (公需科目), 1 professional (专业科目).';
comment on column {schema}.entry.status is '0 claimed, 1 recognised, 2 refused, 3 reversed (taken back in a correction), 4 revoked.';
comment on column {schema}.entry.claimed_hours is '学时 as claimed or restated.';
comment on column {schema}.entry.hours is '学时 that count now: 0 unless recognised.';
comment on column {schema}.entry.provider is 'Id of the institution that provided it.';
comment on column {schema}.entry.last_day is 'Day of completion, inclusive; its year is the account''s year.';
comment on column {schema}.entry.division is 'Where the person was employed, six digits of GB/T 2260.';
comment on column {schema}.entry.claimed_at is 'Position of the fact that made the entry.';
comment on column {schema}.entry.changed_at is 'Position of the last fact about it.';

create table {schema}.person_year (
  year               integer not null,
  person             uuid    not null,
  total              numeric not null,
  public_hours       numeric not null,
  professional_hours numeric not null,
  entries            integer not null,
  recognised         integer not null,
  division           text collate "C",
  primary key (year, person)
);
comment on table {schema}.person_year is 'Recognised hours of a person in a year. Whether they are enough is for the rule pack to say.';
comment on column {schema}.person_year.total is '学时 in all, recognised.';
comment on column {schema}.person_year.entries is 'Participations of any status.';
comment on column {schema}.person_year.recognised is 'Participations that count.';
comment on column {schema}.person_year.division is 'Where the person was employed by the claim recorded last.';
