-- Who comes next to the head. The row of ledger.head says where the next event stands, and is locked by whoever writes it. But a row's
-- lock falls to whoever asks at the right moment. This table has no rows: its lock is what writers queue for before they touch the head,
-- and a table's lock is handed on in the order in which it was asked for.
--
-- So a writer can know whom it comes behind. A session that waits here right behind the one that is writing now will be next, whoever asks
-- later; and an append for which that session waits may count its positions on from those that are being written, and send its events
-- already (src/decisions/0021). It is a courtesy: the check of positions is where it was, at the end of each statement.

create table ledger.turn ();

-- Waits for the turn and has it to the end of the transaction.
create function ledger.take_turn() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  lock table ledger.turn in exclusive mode;
end $$;

-- The head to the end of the transaction, by the queue. Only the check at the end of a statement locks it by itself: its writer had the
-- turn already, or another session has it for him.
create function ledger.take_head() returns ledger.head
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head ledger.head;
begin
  perform ledger.take_turn();
  select * into head from ledger.head for update;
  return head;
end $$;

revoke execute on function ledger.take_turn(), ledger.take_head() from public;

create or replace function ledger.reserve(out "position" bigint, out recorded_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head ledger.head := ledger.take_head();
begin
  reserve.position := head.position;
  reserve.recorded_at := greatest(head.recorded_at, clock_timestamp());
  perform set_config('ledger.positions', 'reserved', true);
end $$;

create or replace function ledger.hold_head() returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select position from ledger.take_head()
$$;

create or replace function ledger.events_before_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head ledger.head;
begin
  if current_setting('ledger.position') = '' then
    -- The stream before the turn, as all writers of ours: Marten's append function would take the head here and the stream later,
    -- and meet a writer that waits for the head with the stream in its hand.
    perform from public.mt_streams where id = new.stream_id for no key update;
    head := ledger.take_head();
    perform set_config('ledger.position', head.position::text, true),
            set_config('ledger.recorded_at', greatest(head.recorded_at, clock_timestamp())::text, true);
  end if;
  new.seq_id := current_setting('ledger.position')::bigint + 1;
  new.timestamp := current_setting('ledger.recorded_at')::timestamptz;
  perform set_config('ledger.position', new.seq_id::text, true);
  return new;
end $$;

create or replace function ledger.bury_nothing() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head ledger.head := ledger.take_head();
begin
  perform setval('public.mt_events_sequence', greatest(head.position, 1), head.position > 0);
  return null;
end $$;
