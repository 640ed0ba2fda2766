-- Why a read model has stopped, for every process that asks. Its row goes when the model moves on.
create table ledger.projection_stop (
  name      text        primary key,
  position  bigint      not null,
  stream_id text        not null,
  reason    text        not null,
  since     timestamptz not null default now()
);
comment on table ledger.projection_stop is 'Read models that stand before an event whose body does not fit its fact.';
