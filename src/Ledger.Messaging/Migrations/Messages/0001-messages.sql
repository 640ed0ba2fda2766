-- The outbox: what is to be done after a commit, written in the transaction that commits. Both engines write here first. The native
-- engine carries messages from here; the marten engine hands them to Wolverine in the same transaction and keeps the row until it is done,
-- so that a ledger that changes its engine loses nothing that waits.
create table ledger.message (
  id         uuid        primary key,
  type       text        not null,
  body       jsonb       not null,
  due_at     timestamptz not null,                -- when it is to be handled
  next_at    timestamptz not null,                -- when it is tried next; while it is being handled, when the handling is taken for lost
  attempts   int         not null default 0,
  carrier    text        not null check (carrier in ('native', 'marten')),
  sent_at    timestamptz not null default clock_timestamp(),
  last_error text
);
create index message_next_at on ledger.message (next_at);

-- What failed as often as it may. It waits for a person.
create table ledger.dead_letter (
  id        uuid        primary key,
  type      text        not null,
  body      jsonb       not null,
  due_at    timestamptz not null,
  sent_at   timestamptz not null,
  attempts  int         not null,
  failed_at timestamptz not null,
  error     text        not null
);
create index dead_letter_failed_at on ledger.dead_letter (failed_at);
