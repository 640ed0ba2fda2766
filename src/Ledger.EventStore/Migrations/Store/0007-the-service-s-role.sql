-- The service works under a role that may add to what was recorded and change none of it (src/decisions/0015). What moves the head for it
-- runs as the owner. Such a function must not be led astray: it finds names in pg_catalog alone, and nobody may hang it on a table of
-- his own, where it would move the head for rows that are no events. A trigger that stands needs no right to run.

alter function ledger.reserve() security definer set search_path = pg_catalog, pg_temp;
alter function ledger.events_before_row() security definer set search_path = pg_catalog, pg_temp;
alter function ledger.events_after_statement() security definer set search_path = pg_catalog, pg_temp;
alter function ledger.sequence_follows() security definer set search_path = pg_catalog, pg_temp;
alter function ledger.bury_nothing() security definer set search_path = pg_catalog, pg_temp;

-- Holds the head to the end of the transaction: no event is written meanwhile.
create function ledger.hold_head() returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select position from ledger.head for update
$$;

revoke execute on function
  ledger.reserve(), ledger.hold_head(), ledger.events_before_row(), ledger.events_after_statement(), ledger.sequence_follows(),
  ledger.bury_nothing()
  from public;

-- Says now where it was refused: it stands on other tables too.
create or replace function ledger.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'what was recorded in %.% is not changed or removed: a mistake is answered by a new event',
    tg_table_schema, tg_table_name
    using errcode = 'LG002';
end $$;

create function ledger.refuse_fall() returns trigger
language plpgsql as $$
begin
  raise exception 'the row of %.% says how far it has come, and does not go back', tg_table_schema, tg_table_name
    using errcode = 'LG002';
end $$;

-- The service may move a stream's row, for that is how a version is claimed; but only forwards.
create trigger ledger_only_rises before update on public.mt_streams
  for each row when (coalesce(new.version, 0) < coalesce(old.version, 0))
  execute function ledger.refuse_fall();

create trigger ledger_only_rises before update on ledger.head
  for each row when (new.position < old.position or new.recorded_at < old.recorded_at)
  execute function ledger.refuse_fall();

create trigger ledger_no_delete before delete on ledger.head
  for each statement execute function ledger.refuse_change();

create trigger ledger_no_truncate before truncate on ledger.head
  for each statement execute function ledger.refuse_change();

-- What no leaf of the tree holds must not be where a reader could take it for recorded: a binary body, a tenant, or an event of no stream.
create function ledger.refuse_unsealed() returns trigger
language plpgsql as $$
begin
  raise exception 'an event has a stream, a JSON body and no tenant: nothing else of it would be sealed'
    using errcode = 'LG004', hint = 'Leave bdata null and tenant_id at its default, and name the stream.';
end $$;

create trigger ledger_only_sealed before insert on public.mt_events
  for each row when (new.stream_id is null or new.bdata is not null or new.tenant_id is distinct from '*DEFAULT*')
  execute function ledger.refuse_unsealed();

-- A superuser's session_replication_role = replica passes triggers over, but not these. Those that number new events stay as they are: a
-- subscriber of logical replication must get them numbered as they were.
alter table public.mt_events enable always trigger ledger_no_update;
alter table public.mt_events enable always trigger ledger_no_delete;
alter table public.mt_events enable always trigger ledger_no_truncate;
alter table public.mt_events enable always trigger ledger_no_archiving;
alter table public.mt_streams enable always trigger ledger_no_archiving;
alter table public.mt_streams enable always trigger ledger_no_delete;
alter table public.mt_streams enable always trigger ledger_no_truncate;
alter table public.mt_streams enable always trigger ledger_only_rises;
alter table ledger.head enable always trigger ledger_only_rises;
alter table ledger.head enable always trigger ledger_no_delete;
alter table ledger.head enable always trigger ledger_no_truncate;
