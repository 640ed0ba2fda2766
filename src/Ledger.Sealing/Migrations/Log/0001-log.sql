-- The log over the events: what is signed, and the hashes that show it. Rows are only ever added: a tile that fills up is a tile with a
-- further row, so that no right to change anything is needed by who seals. Entries are not kept a second time: the leaf of a position
-- follows from its event, and whether it still does is what verification looks at.

-- Whose log this is. The name in its checkpoints and the name in its leaves are part of what is signed and never change.
create table ledger.log (
  one     boolean     primary key default true check (one),
  origin  text        not null,
  source  text        not null,
  made_at timestamptz not null default clock_timestamp()
);
comment on table ledger.log is '账本的封存：签名所用的名称与来源';

-- C2SP tlog-tiles: level 0 holds leaf hashes, level n + 1 the hashes of full tiles of level n. A row is a run of hashes within one tile.
create table ledger.tile_part (
  level  smallint not null check (level between 0 and 7),
  tile   bigint   not null check (tile >= 0),
  first  smallint not null check (first between 0 and 255),
  hashes bytea    not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) between 32 and 32 * (256 - first)),
  primary key (level, tile, first)
);
-- Hashes do not compress.
alter table ledger.tile_part alter column hashes set storage external;
comment on table ledger.tile_part is '封存树的散列，每行是一个瓦片中连续的若干个';

-- Signed checkpoints (C2SP tlog-checkpoint). One root for a size, for ever.
create table ledger.checkpoint (
  size      bigint      primary key check (size >= 0),
  root      bytea       not null check (octet_length(root) = 32),
  signed_at timestamptz not null,
  note      text        not null
);
comment on table ledger.checkpoint is '签名的封存点，一个大小只有一个根';

-- Every public key that has signed for this log, from which size on. A checkpoint of ten years ago is checked with the key of its day.
create table ledger.log_key (
  vkey       text        primary key,
  from_size  bigint      not null,
  made_at    timestamptz not null
);
comment on table ledger.log_key is '曾用于签名的公钥';

create trigger ledger_no_change before delete or update on ledger.log
  for each row execute function ledger.refuse_change();

create trigger ledger_no_truncate before truncate on ledger.log
  for each statement execute function ledger.refuse_change();

create trigger ledger_no_change before delete or update on ledger.tile_part
  for each row execute function ledger.refuse_change();

create trigger ledger_no_truncate before truncate on ledger.tile_part
  for each statement execute function ledger.refuse_change();

create trigger ledger_no_change before delete or update on ledger.checkpoint
  for each row execute function ledger.refuse_change();

create trigger ledger_no_truncate before truncate on ledger.checkpoint
  for each statement execute function ledger.refuse_change();

create trigger ledger_no_change before delete or update on ledger.log_key
  for each row execute function ledger.refuse_change();

create trigger ledger_no_truncate before truncate on ledger.log_key
  for each statement execute function ledger.refuse_change();

-- Under any session_replication_role, as what protects the events.
alter table ledger.log enable always trigger ledger_no_change;
alter table ledger.log enable always trigger ledger_no_truncate;
alter table ledger.tile_part enable always trigger ledger_no_change;
alter table ledger.tile_part enable always trigger ledger_no_truncate;
alter table ledger.checkpoint enable always trigger ledger_no_change;
alter table ledger.checkpoint enable always trigger ledger_no_truncate;
alter table ledger.log_key enable always trigger ledger_no_change;
alter table ledger.log_key enable always trigger ledger_no_truncate;
