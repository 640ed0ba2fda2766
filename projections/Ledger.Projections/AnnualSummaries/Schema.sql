-- Annual figures of institutions and regions. All of a person's participations of a year stand on one stream, so whether a person counts
-- in a place is known from the account alone, and what an account adds to each figure is taken out again by the same sum when the account
-- changes. Only projects are shared between accounts: place_project keeps how often each was counted.
-- Nearly every batch of facts changes nearly every figure of a year: half of each page is left for the rows as they will be, so that they
-- stay in it and the key need not learn of it.
-- A place is an institution (scope 0), or a division at province, city or county level (scopes 1, 2, 3). An entry under 360102 counts
-- in 360102, 360100 and 360000; an entry under 360100 in 360100 and 360000.

create table {schema}.generation (
  single   boolean primary key default true check (single),
  version  integer not null,
  position bigint  not null
);
comment on table {schema}.generation is
  'One row: the version of this read model and the position it stands at, moved in the transaction that moves its rows. A query '
  'reads it first.';

create table {schema}.account (
  year    integer not null,
  person  uuid    not null,
  entries text    not null,
  primary key (year, person)
);
comment on table {schema}.account is
  'What must be known of a person''s participations of a year to take them out of the figures again. Helper table.';
comment on column {schema}.account.entries is
  'JSON: of each participation, in the order of ids, [entry, form, subject, status, hours, project, provider, division], with the codes '
  'of credit_hours.entry.';

create table {schema}.place_year (
  scope        smallint not null,
  place        text     not null collate "C",
  year         integer  not null,
  persons      bigint   not null,
  person_times bigint   not null,
  hours        numeric  not null,
  primary key (scope, year, place)
) with (fillfactor = 50);
comment on table {schema}.place_year is 'Figures of recognised hours of an institution or region and a year of completion.';
comment on column {schema}.place_year.scope is '0 institution; 1 province, 2 city, 3 county.';
comment on column {schema}.place_year.place is 'The institution''s id, or the division''s six digits.';
comment on column {schema}.place_year.persons is '人数: distinct persons; someone who came three times is one.';
comment on column {schema}.place_year.person_times is '人次: participations; someone who came three times is three.';
comment on column {schema}.place_year.hours is '学时 in all.';

create table {schema}.place_form (
  scope        smallint not null,
  place        text     not null collate "C",
  year         integer  not null,
  form         smallint not null,
  subject      smallint not null,
  person_times bigint   not null,
  hours        numeric  not null,
  primary key (scope, year, place, form, subject)
) with (fillfactor = 50);
comment on table {schema}.place_form is 'The same, by form (1 to 6, Order 259 Art. 10 para. 2) and subject (0 public, 1 professional).';
comment on column {schema}.place_form.person_times is '人次: participations.';

create table {schema}.place_project (
  scope   smallint not null,
  place   text     not null collate "C",
  year    integer  not null,
  project text     not null collate "C",
  entries bigint   not null,
  primary key (scope, year, place, project)
) with (fillfactor = 50);
comment on table {schema}.place_project is
  'How many participations (人次) a project counts with in a place and year; its rows are the distinct projects.';
