-- Made after a rebuild has copied its rows.
alter table {schema}.entry add primary key (year, person, entry);
alter table {schema}.place_year add primary key (scope, year, place);
alter table {schema}.place_form add primary key (scope, year, place, form, subject);
alter table {schema}.place_person add primary key (scope, year, place, person);
alter table {schema}.place_project add primary key (scope, year, place, project);
