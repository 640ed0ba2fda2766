-- A claim takes what is due first, and gives messages that failed before no more than their share beside fresh ones. Each kind has an
-- index in the order in which it is taken, so that a claim reads what it takes, however much waits, is scheduled, or failed.
drop index ledger.message_next_at;
create index message_fresh on ledger.message (next_at, id) where attempts = 0;
create index message_again on ledger.message (next_at, id) where attempts > 0;

-- Rows come and go: what is dead is swept by number, not by share of a table that once was large.
alter table ledger.message set (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0);
