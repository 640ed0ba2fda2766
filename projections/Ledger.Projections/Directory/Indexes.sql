-- Made after a rebuild has copied its rows.
create unique index name_key on {schema}.name (institution, list, code, valid_from, known_from);
create index name_tokens on {schema}.name using gin (tokens) with (fastupdate = off);
create index name_norm on {schema}.name (norm, institution);
create unique index entry_key on {schema}.entry (institution, list, code, valid_from, known_from);
create index entry_list on {schema}.entry (list, code);
create unique index detail_key on {schema}.detail (institution, valid_from, known_from);
