-- Made after a rebuild has copied its rows.
alter table {schema}.entry add primary key (year, person, entry);
alter table {schema}.person_year add primary key (year, person);
