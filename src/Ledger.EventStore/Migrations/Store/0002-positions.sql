-- seq_id is the position: gapless, and in the order of commits, for every writer.
--
-- A number from a sequence is taken before the commit and survives a rollback, so a reader that follows it skips what commits late
-- and cannot tell a gap from an event to come. Here the numbers come from one row that is locked from the first insert to the end
-- of the transaction and rolls back with it. Whoever holds the lock is the next to commit, and whoever reads N has seen all
-- that will ever be at or below N.
--
-- Three triggers on mt_events, all of which Marten tolerates:
--   before statement  forgets what an earlier statement of the transaction had counted;
--   before row        numbers the rows of a writer that has not reserved positions (Marten, plain SQL, psql's COPY); at the first of
--                     them it takes the lock, and with it the head: position and recorded time;
--   after statement   checks that the new rows run from head + 1 without a gap, then moves the head. It trusts nobody: neither the
--                     row trigger nor a writer that claims to have reserved.
-- Each statement reads the head anew, so a rollback to a savepoint needs no care: the row has rolled back too.
-- A writer under repeatable read gets a serialization failure (40001) when the head has moved since its snapshot, and tries again.

create table ledger.head (
  one         boolean     primary key default true check (one),
  position    bigint      not null,
  recorded_at timestamptz not null
);

-- Locked and updated by every append: room in the page keeps the updates in place (HOT) and the row short to find.
alter table ledger.head set (fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

insert into ledger.head (position, recorded_at)
select coalesce(max(seq_id), 0), coalesce(max(timestamp), '-infinity') from public.mt_events;

do $$
begin
  if (select count(*) <> coalesce(max(seq_id), 0) from public.mt_events) then
    raise exception 'mt_events has gaps in seq_id: this store was written without gapless positions and cannot be taken over';
  end if;
end $$;

-- Locks the head and lets the next insert statement of this transaction bring its own positions and times.
-- The rows must be numbered position + 1, position + 2, ... and all carry recorded_at.
create function ledger.reserve(out "position" bigint, out recorded_at timestamptz)
language plpgsql as $$
begin
  select h.position, greatest(h.recorded_at, clock_timestamp()) into reserve.position, reserve.recorded_at
  from ledger.head h for update;
  perform set_config('ledger.positions', 'reserved', true);
end $$;

create function ledger.events_before_statement() returns trigger
language plpgsql as $$
begin
  perform set_config('ledger.position', '', true);
  return null;
end $$;

create function ledger.events_before_row() returns trigger
language plpgsql as $$
declare
  head ledger.head;
begin
  if current_setting('ledger.position') = '' then
    -- The stream before the head, as all writers of ours: Marten's append function would take the head here and the stream later,
    -- and meet a writer that waits for the head with the stream in its hand.
    perform from public.mt_streams where id = new.stream_id for no key update;
    select * into head from ledger.head for update;
    perform set_config('ledger.position', head.position::text, true),
            set_config('ledger.recorded_at', greatest(head.recorded_at, clock_timestamp())::text, true);
  end if;
  new.seq_id := current_setting('ledger.position')::bigint + 1;
  new.timestamp := current_setting('ledger.recorded_at')::timestamptz;
  perform set_config('ledger.position', new.seq_id::text, true);
  return new;
end $$;

create function ledger.events_after_statement() returns trigger
language plpgsql as $$
declare
  head  ledger.head;
  fresh record;
begin
  perform set_config('ledger.positions', '', true);
  select min(seq_id) as lowest, max(seq_id) as highest, count(*) as events, min(timestamp) as earliest, max(timestamp) as latest
  into fresh from inserted;
  if fresh.events = 0 then
    return null;
  end if;

  select * into head from ledger.head for update;
  -- seq_id is unique, so lowest, highest and count say all: no gap, none twice.
  if fresh.lowest <> head.position + 1 or fresh.highest <> head.position + fresh.events then
    raise exception 'positions % to % for % events do not follow on %', fresh.lowest, fresh.highest, fresh.events, head.position
      using errcode = 'LG001', hint = 'Insert without seq_id, or reserve with ledger.reserve(). "on conflict do nothing" leaves gaps.';
  end if;
  -- One time for a statement: recorded time never falls as position rises, so a time can be searched for by halving.
  if fresh.earliest <> fresh.latest or fresh.earliest < head.recorded_at
    or fresh.latest > greatest(head.recorded_at, clock_timestamp()) then
    raise exception 'recorded times % to % do not follow on %', fresh.earliest, fresh.latest, head.recorded_at
      using errcode = 'LG001', hint = 'Use the time that ledger.reserve() gives.';
  end if;

  update ledger.head set position = fresh.highest, recorded_at = fresh.latest;
  return null;
end $$;

create trigger ledger_before_statement before insert on public.mt_events
  for each statement execute function ledger.events_before_statement();

create trigger ledger_before_row before insert on public.mt_events
  for each row when (current_setting('ledger.positions', true) is distinct from 'reserved')
  execute function ledger.events_before_row();

create trigger ledger_after_statement after insert on public.mt_events
  referencing new table as inserted
  for each statement execute function ledger.events_after_statement();

-- The last position recorded at or before a time; 0 when there was none. Recorded time rises with position: some thirty
-- look-ups on the primary key find it, and no index of ours has to stand on Marten's table.
create function ledger.position_at(at timestamptz) returns bigint
language plpgsql stable as $$
declare
  low    bigint := 0;
  high   bigint := (select coalesce(max(seq_id), 0) from public.mt_events);
  middle bigint;
begin
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select timestamp from public.mt_events where seq_id = middle) <= at then
      low := middle;
    else
      high := middle - 1;
    end if;
  end loop;
  return low;
end $$;
