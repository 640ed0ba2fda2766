-- An archived event is one that Marten's projections, aggregates and queries no longer see: for a reader it is gone, and nothing in the
-- log says so. The law knows no such thing. So nobody archives, and a stream's row stays as long as the ledger, events or none.
--
-- Marten's archiving is an update of the mark on both tables (mt_archive_stream); its bulk insert from another store can bring rows
-- that are archived already. Both are refused. Writing the mark as it stands is no archiving, and taking it away from rows of a
-- store that was taken over stays possible.

create function ledger.refuse_archiving() returns trigger
language plpgsql as $$
begin
  raise exception 'streams are not archived: an archived event is one that readers lose'
    using errcode = 'LG002';
end $$;

create trigger ledger_no_archiving before update of is_archived on public.mt_events
  for each row when (new.is_archived is not false and new.is_archived is distinct from old.is_archived)
  execute function ledger.refuse_archiving();

create trigger ledger_no_archiving before update of is_archived on public.mt_streams
  for each row when (new.is_archived is not false and new.is_archived is distinct from old.is_archived)
  execute function ledger.refuse_archiving();

create trigger ledger_not_archived before insert on public.mt_events
  for each row when (new.is_archived is not false)
  execute function ledger.refuse_archiving();

create trigger ledger_not_archived before insert on public.mt_streams
  for each row when (new.is_archived is not false)
  execute function ledger.refuse_archiving();

create trigger ledger_no_delete before delete on public.mt_streams
  for each row execute function ledger.refuse_change();

create trigger ledger_no_truncate before truncate on public.mt_streams
  for each statement execute function ledger.refuse_change();
