-- What was recorded is not edited. Archiving a stream is the one mark that Marten may set. This keeps slips out; who owns the
-- tables can drop a trigger, and against that stand the hash tree and its witnesses.

create function ledger.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'recorded events are not changed or removed: a mistake is answered by a new event'
    using errcode = 'LG002';
end $$;

create trigger ledger_no_update before update of
  seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type,
  correlation_id, causation_id, headers, user_name
  on public.mt_events for each statement execute function ledger.refuse_change();

create trigger ledger_no_delete before delete on public.mt_events
  for each row execute function ledger.refuse_change();

create trigger ledger_no_truncate before truncate on public.mt_events
  for each statement execute function ledger.refuse_change();
