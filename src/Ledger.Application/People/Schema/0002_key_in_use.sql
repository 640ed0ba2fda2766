-- The look-up key under which people are enrolled, written down by whoever enrols the first of them. Two programs that start on an empty
-- vault with different master keys would otherwise enrol the same people twice, and neither would find the other's.

create table people.key_in_use (
  one           boolean primary key default true check (one),
  lookup_key_id text    not null
);

insert into people.key_in_use (lookup_key_id) select lookup_key_id from people.person limit 1;

comment on table people.key_in_use is '本库人员登记所用查询密钥的编号';
