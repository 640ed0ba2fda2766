-- One row for each command that was carried out under a key: the answer it got, to be given again.
-- The digest is of the command, not of what it did, and holds nothing that could be read back.
create table ledger.idempotency (
  key            text        collate "C" primary key,
  digest         bytea       not null check (octet_length(digest) = 32),
  first_position bigint      not null,
  last_position  bigint      not null,
  versions       jsonb       not null, -- the new version of each stream, by its id
  recorded_at    timestamptz not null default clock_timestamp()
);
