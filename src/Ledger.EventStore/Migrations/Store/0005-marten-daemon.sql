-- Marten's daemon reads from the sequence how far there may be events. When the sequence stands above the last event and nobody is
-- writing, it takes the numbers between for lost, and after three seconds marks them as seen. With Marten's own numbering they never
-- come back. Here they do: the next events get exactly these numbers, and its projections would never see them. Therefore the
-- sequence follows the head, the head alone, and no mark may stand above it.

-- The sequence is not transactional: moved with the insert, it would stay up when the transaction rolls back. Deferred, it moves when
-- the transaction is about to commit, still under the head's lock, so that it never falls.
create function ledger.sequence_follows() returns trigger
language plpgsql as $$
begin
  perform setval('public.mt_events_sequence', new.position);
  return null;
end $$;

create constraint trigger ledger_sequence_follows after update on ledger.head
  deferrable initially deferred for each row execute function ledger.sequence_follows();

select setval('public.mt_events_sequence', position) from ledger.head where position > 0;

-- Marten draws numbers before it inserts, and an append of its that fails leaves the sequence above the head, as can a crash. Then its
-- daemon must hold its mark and not skip. Within a transaction that has itself moved the head (Marten's bulk insert, which marks
-- its own drawn numbers), the head is what is meant.
create function ledger.mark_within_head() returns trigger
language plpgsql as $$
declare
  head bigint;
  own  boolean;
begin
  select h.position, h.xmin = pg_current_xact_id_if_assigned()::xid into head, own from ledger.head h;
  if new.last_seq_id <= head then
    return new;
  end if;
  if own then
    new.last_seq_id := head;
    return new;
  end if;
  raise exception 'the mark % is above the last event %: there are no lost numbers to skip', new.last_seq_id, head
    using errcode = 'LG003', hint = 'Positions have no gaps. Set Marten''s StaleSequenceThreshold so high that it never skips.';
end $$;

create trigger ledger_mark_within_head before insert or update on public.mt_event_progression
  for each row when (new.name = 'HighWaterMark') execute function ledger.mark_within_head();

-- Where numbers were drawn and lost, Marten writes tombstones in their place. There is no place to fill, and a tombstone is no fact:
-- it is not recorded, and the sequence goes back to the head, under the lock.
create function ledger.bury_nothing() returns trigger
language plpgsql as $$
declare
  head ledger.head;
begin
  select * into head from ledger.head for update;
  perform setval('public.mt_events_sequence', greatest(head.position, 1), head.position > 0);
  return null;
end $$;

-- By its name it fires before ledger_before_row, which is then not reached.
create trigger ledger_bury_nothing before insert on public.mt_events
  for each row when (new.stream_id = 'mt_tombstone' and new.type = 'tombstone') execute function ledger.bury_nothing();
