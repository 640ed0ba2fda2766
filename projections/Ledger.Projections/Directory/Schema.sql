-- The directory on two times. valid_from and valid_to are days in law (from inclusive, to exclusive, null open); known_from and
-- known_to are positions of the ledger (the same way). A row is never changed but for closing its known_to.

create table {schema}.generation (
  single   boolean primary key default true check (single),
  version  integer not null,
  position bigint  not null
);
comment on table {schema}.generation is
  'One row: the version of this read model and the position it stands at, moved in the transaction that moves its rows. A query '
  'reads it first.';

create table {schema}.name (
  institution text   not null collate "C",
  list        text   not null collate "C",
  code        text   not null collate "C",
  name        text   not null,
  norm        text   not null collate "C",
  tokens      text[] not null collate "C",
  valid_from  date   not null,
  valid_to    date,
  known_from  bigint not null,
  known_to    bigint,
  unique (institution, list, code, known_from, valid_from)
);
comment on table {schema}.name is 'Names over time: the institution''s own (list empty) and those that published lists print.';
comment on column {schema}.name.list is 'Id of the published list; empty for the institution''s own name.';
comment on column {schema}.name.code is 'The publisher''s code on that list; empty for its own name.';
comment on column {schema}.name.norm is 'The name as it is compared: width and case folded, only letters and digits.';
comment on column {schema}.name.tokens is 'Every character of norm and every pair of neighbours, for the search index.';

create table {schema}.entry (
  institution  text   not null collate "C",
  list         text   not null collate "C",
  code         text   not null collate "C",
  kind         text   not null collate "C",
  status       text   not null,
  authority    text,
  co_authority text,
  region       text,
  seat         text,
  level        text,
  remark       text,
  decision     text,
  ground       text,
  valid_from   date   not null,
  valid_to     date,
  known_from   bigint not null,
  known_to     bigint,
  unique (institution, list, code, known_from, valid_from)
);
comment on table {schema}.entry is 'States over time of listings in the recommended directory (推荐目录) and of places on published lists.';
comment on column {schema}.entry.list is 'Id of the published list; empty in the recommended directory.';
comment on column {schema}.entry.code is 'The listing''s id, or the publisher''s code of the entry.';
comment on column {schema}.entry.kind is 'public (公需科目), professional (专业科目), online; published for a published list.';
comment on column {schema}.entry.status is
  'listed; delisted (移出推荐目录, a sanction); absent (no longer on the published list, which is none).';
comment on column {schema}.entry.authority is '确定机关 (lead) of a listing; 主管部门 as a published list prints it.';
comment on column {schema}.entry.co_authority is 'The authority the listing was determined together with (会同).';

create table {schema}.detail (
  institution      text   not null collate "C",
  host             text,
  host_credit_code text,
  division         text collate "C",
  address          text,
  website          text,
  valid_from       date   not null,
  valid_to         date,
  known_from       bigint not null,
  known_to         bigint,
  unique (institution, known_from, valid_from)
);
comment on table {schema}.detail is 'What an institution registered and filed about itself, over time. No personal data.';
comment on column {schema}.detail.host is '建设单位: the legal person behind the institution.';
comment on column {schema}.detail.division is 'Six digits of GB/T 2260.';
