using Ledger.Projections.Engine;

namespace Ledger.Projections.Directory;

/// <summary>Writes the rows: what was closed gets its known_to, what was opened is new. Two statements a table.</summary>
internal static class DirectoryTables
{
    private const string Close = """
        update {schema}.{table} t set known_to = r.known_to from {rows}
        where t.institution = r.institution and {key} t.known_from = r.known_from and t.valid_from = r.valid_from
        """;

    private const string ListAndCode = "t.list = r.list and t.code = r.code and";

    private static readonly RowTable<ThingRow<NameValue>> Names = Ends(Key<NameValue>("name")
        .Text("name", row => row.Value.Name)
        .Text("norm", row => SearchText.Normalise(row.Value.Name))
        .Texts("tokens", row => SearchText.TokensOfName(SearchText.Normalise(row.Value.Name))));

    private static readonly RowTable<ThingRow<EntryValue>> Entries = Ends(Key<EntryValue>("entry")
        .Text("kind", row => row.Value.Kind)
        .Text("status", row => EntryStates.Word(row.Value.Status))
        .Text("authority", row => row.Value.Authority)
        .Text("co_authority", row => row.Value.CoAuthority)
        .Text("region", row => row.Value.Region)
        .Text("seat", row => row.Value.Seat)
        .Text("level", row => row.Value.Level)
        .Text("remark", row => row.Value.Remark)
        .Text("decision", row => row.Value.Decision)
        .Text("ground", row => row.Value.Ground));

    private static readonly RowTable<ThingRow<DetailValue>> Details = Ends(new RowTable<ThingRow<DetailValue>>("detail")
        .Text("institution", row => row.Key.Institution)
        .Text("host", row => row.Value.Host)
        .Text("host_credit_code", row => row.Value.HostCreditCode)
        .Text("division", row => row.Value.Division)
        .Text("address", row => row.Value.Address)
        .Text("website", row => row.Value.Website));

    public static Task Write(ThingSet<NameValue> names, FoldTarget target, CancellationToken cancellation) =>
        Write(Names, ListAndCode, names, target, cancellation);

    public static Task Write(ThingSet<EntryValue> entries, FoldTarget target, CancellationToken cancellation) =>
        Write(Entries, ListAndCode, entries, target, cancellation);

    public static Task Write(ThingSet<DetailValue> details, FoldTarget target, CancellationToken cancellation) =>
        Write(Details, "", details, target, cancellation);

    private static async Task Write<TValue>(
        RowTable<ThingRow<TValue>> table, string key, ThingSet<TValue> things, FoldTarget target, CancellationToken cancellation)
        where TValue : class
    {
        var close = Close.Replace("{table}", table.Name, StringComparison.Ordinal).Replace("{key}", key, StringComparison.Ordinal);
        await Ends(Key<TValue>(table.Name)).Execute(target, close, things.Closed, cancellation);
        await table.Copy(target, things.Opened, cancellation);
    }

    private static RowTable<ThingRow<TValue>> Key<TValue>(string table) => new RowTable<ThingRow<TValue>>(table)
        .Text("institution", row => row.Key.Institution)
        .Text("list", row => row.Key.List)
        .Text("code", row => row.Key.Code);

    private static RowTable<ThingRow<TValue>> Ends<TValue>(RowTable<ThingRow<TValue>> table) => table
        .Date("valid_from", row => row.From)
        .Date("valid_to", row => row.To)
        .Big("known_from", row => row.KnownFrom)
        .Big("known_to", row => row.KnownTo);
}
