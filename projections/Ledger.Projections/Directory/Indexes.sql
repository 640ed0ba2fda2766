-- For readers only: a rebuild makes them after its rows.
create index name_tokens on {schema}.name using gin (tokens) with (fastupdate = off);
create index entry_list on {schema}.entry (list, code);
