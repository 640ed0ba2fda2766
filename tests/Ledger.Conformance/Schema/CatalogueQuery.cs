namespace Ledger.Conformance.Schema;

/// <summary>The catalogue as rows of kind, name and definition.</summary>
internal static class CatalogueQuery
{
    /// <summary>Functions and relations that belong to the ledger or to Marten; columns, keys and triggers follow their table.</summary>
    public const string Sql = """
        with ours as (
          select c.oid, c.relkind, c.reloptions, c.relpersistence, c.relrowsecurity, c.relacl,
                 format('%I.%I', n.nspname, c.relname) as name
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where (n.nspname = 'ledger' or n.nspname = 'public' and c.relname like 'mt\_%') and c.relkind in ('r', 'p', 'v', 'm', 'S')
        )
        select case relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'view' else 'table' end, name,
               concat_ws(' ', relpersistence, array_to_string(reloptions, ','), case when relrowsecurity then 'row security' end,
                 relacl::text,
                 (select concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
                    'of',
                    (select d.refobjid::regclass || '.' || d.refobjsubid from pg_depend d
                     where d.classid = 'pg_class'::regclass and d.objid = ours.oid and d.deptype in ('a', 'i')
                       and d.refclassid = 'pg_class'::regclass))
                  from pg_sequence s where s.seqrelid = ours.oid),
                 case when relkind in ('v', 'm') then pg_get_viewdef(oid) end)
        from ours
        union all
        select 'column', format('%s.%I', name, a.attname),
               concat_ws(' ', a.attnum, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
                 'default ' || pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
                 a.attcollation::regcollation::text, a.attacl::text)
        from ours join pg_attribute a on a.attrelid = ours.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where relkind <> 'S'
        union all
        select 'constraint', format('%s %I', name, k.conname),
               concat_ws(' ', pg_get_constraintdef(k.oid), case when not k.convalidated then 'unchecked' end)
        from ours join pg_constraint k on k.conrelid = ours.oid
        union all
        select 'index', format('%s %I', name, x.relname),
               concat_ws(' ', pg_get_indexdef(i.indexrelid), case when not i.indisvalid then 'invalid' end)
        from ours join pg_index i on i.indrelid = ours.oid join pg_class x on x.oid = i.indexrelid
        union all
        select 'trigger', format('%s %I', name, t.tgname), concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
        from ours join pg_trigger t on t.tgrelid = ours.oid and not t.tgisinternal
        union all
        select 'rule', format('%s %I', name, r.rulename), pg_get_ruledef(r.oid)
        from ours join pg_rewrite r on r.ev_class = ours.oid and r.rulename <> '_RETURN'
        union all
        select 'policy', format('%s %I', name, p.polname),
               concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid))
        from ours join pg_policy p on p.polrelid = ours.oid
        union all
        select 'function', format('%I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)),
               concat_ws(' ', pg_get_functiondef(f.oid), f.proacl::text)
        from pg_proc f join pg_namespace n on n.oid = f.pronamespace
        where (n.nspname = 'ledger' or n.nspname = 'public' and f.proname like 'mt\_%') and f.prokind <> 'a'
        order by 1, 2
        """;
}
