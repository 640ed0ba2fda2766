-- Who is told of new public facts over HTTP. The secret is sealed under a key that is not in the database, and gone once it has ended.
-- How deliveries went stands in the row itself: nothing here grows with what is delivered.
create table ledger.subscription (
  id                uuid        primary key,
  address           text        not null,
  facts             text[]      not null,
  from_position     bigint      not null,
  live_from         bigint      not null,
  secret            bytea,
  algorithm         text        not null,
  created_at        timestamptz not null,
  ended_at          timestamptz,
  ended_because     text,
  delivered         bigint      not null default 0,
  failed            bigint      not null default 0,
  last_position     bigint,
  last_delivered_at timestamptz,
  last_failed_at    timestamptz,
  last_failure      text,
  check ((secret is null) = (ended_at is not null))
);

comment on table ledger.subscription is '事实通知的订阅：收件地址、所订事实、送达情况';
comment on column ledger.subscription.facts is 'Prefixes of the aliases that are sent';
comment on column ledger.subscription.from_position is 'Facts from this position on are sent';
comment on column ledger.subscription.live_from is 'From here on the follower of the log sends; what lies before was sent for at once';
comment on column ledger.subscription.secret is 'nonce, ciphertext and tag of the signing secret, bound to the id; null once it has ended';
comment on column ledger.subscription.algorithm is 'How the secret is sealed, so that another suite can stand beside it';
comment on column ledger.subscription.failed is 'Tries that failed; one notification may fail several times';
comment on column ledger.subscription.last_position is 'The highest position that was delivered; a lower one may still be on its way';
comment on column ledger.subscription.last_failure is 'A status or the kind of failure, never what the other side answered';

-- By which name receivers know this ledger. It moves with the database, so that what came from here stays told apart from another's.
create table ledger.source (
  one boolean primary key default true check (one),
  id  uuid    not null default gen_random_uuid()
);

insert into ledger.source default values;

comment on table ledger.source is '本账本在通知中的名称';
