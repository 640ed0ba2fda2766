using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Directory;

/// <summary>
/// Reads of the directory on two times. One statement is one answer, so that it stands at one position, and that position is in it.
/// </summary>
public sealed class DirectoryQueries(NpgsqlDataSource database)
{
    /// <summary>Entries in force, best match first: exact, beginning, containing; then those found by another of their names.</summary>
    /// <exception cref="FormatException">The cursor is none: ask <see cref="DirectoryCursor.TryParse"/> first.</exception>
    public async Task<DirectoryPage> Search(DirectorySearch search, CancellationToken cancellation)
    {
        var cursor = Cursor(search.Cursor);
        var limit = Math.Clamp(search.Limit, 1, DirectoryLimits.PageRows);
        var known = cursor?.Known ?? search.KnownAtPosition;
        var text = SearchText.Normalise(Cut(search.Text));
        if (text.Length == 0 && !string.IsNullOrWhiteSpace(search.Text))
            return new DirectoryPage([], null, await Position(known, cancellation));

        await using var command = database.CreateCommand(text.Length > 0 ? SearchSql.ByText : SearchSql.All);
        AddFilters(command, search, known);
        AddCursor(command, cursor, limit + 1);
        if (text.Length > 0)
            command.With(NpgsqlDbType.Text, text).With(NpgsqlDbType.Array | NpgsqlDbType.Text, SearchText.TokensOfQuery(text));

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(DirectoryRow Row, DirectoryCursor Key)>(limit + 1);
        var position = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(17);
            if (!reader.IsDBNull(0))
                rows.Add(Row(reader, position));
        }

        var more = rows.Count > limit;
        return new DirectoryPage([.. rows.Take(limit).Select(row => row.Row)], more ? rows[limit - 1].Key.Write() : null, position);
    }

    /// <summary>An institution with its names and entries over time; null when nothing was known of it at the position.</summary>
    public async Task<InstitutionDetails?> Institution(
        string institution, DateOnly validAt, long? knownAtPosition, CancellationToken cancellation) =>
        (await Reading(institution, validAt, knownAtPosition, cancellation)).Found;

    /// <summary>The same, with how far it has come in the institution's stream.</summary>
    public Task<InstitutionReading> Reading(
        string institution, DateOnly validAt, long? knownAtPosition, CancellationToken cancellation) =>
        InstitutionSql.Read(database, institution, validAt, knownAtPosition, cancellation);

    /// <summary>Every name over time, or those in force on a day; empty for an institution that is not known.</summary>
    public Task<NameHistory> Names(string institution, DateOnly? validAt, long? knownAtPosition, CancellationToken cancellation) =>
        InstitutionSql.Names(database, institution, validAt, knownAtPosition, cancellation);

    /// <summary>The names of several institutions on a day; those that have none are left out.</summary>
    public Task<IReadOnlyDictionary<string, string>> NamesOn(
        DateOnly day, long? knownAtPosition, IReadOnlyCollection<string> institutions, CancellationToken cancellation) =>
        InstitutionSql.NamesOn(database, day, knownAtPosition, institutions, cancellation);

    /// <summary>What an edition of a published list changed, against the day before; nothing on a day that is no edition's.</summary>
    public Task<ListChangePage> EditionChanges(
        string list, DateOnly edition, long? knownAtPosition, ListChangeKey? after, int limit, CancellationToken cancellation) =>
        Directory.EditionChanges.Read(
            database, list, edition, knownAtPosition, after, Math.Clamp(limit, 1, DirectoryLimits.PageRows), cancellation);

    /// <summary>Entries that are not the same at two points, by institution, list and code, and whether there are more.</summary>
    public Task<(IReadOnlyList<EntryPair> Pairs, bool More)> Difference(DirectoryDiffSearch search, CancellationToken cancellation) =>
        DirectoryDiff.Read(database, search, cancellation);

    private async Task<long> Position(long? known, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select least(coalesce($1, position), position) from directory.generation");
        command.With(NpgsqlDbType.Bigint, known);
        return (long)(await command.ExecuteScalarAsync(cancellation) ?? 0L);
    }

    private static DirectoryCursor? Cursor(string? text) =>
        text is null ? null
        : DirectoryCursor.TryParse(text, out var cursor) ? cursor
        : throw new FormatException("Not a cursor of the directory.");

    private static string Cut(string? text) =>
        text is null ? "" : text.Length <= DirectoryLimits.SearchCharacters ? text : text[..DirectoryLimits.SearchCharacters];

    private static void AddFilters(NpgsqlCommand command, DirectorySearch search, long? known)
    {
        var region = Clean(search.Division);
        var isCode = region is { Length: 6 } && region.All(char.IsAsciiDigit);
        command
            .With(NpgsqlDbType.Date, search.ValidAt)
            .With(NpgsqlDbType.Bigint, known)
            .With(NpgsqlDbType.Text, Clean(search.Kind))
            .With(NpgsqlDbType.Text, Clean(search.List))
            .With(NpgsqlDbType.Text, isCode ? Divisions.Significant(region!) : null)
            .With(NpgsqlDbType.Text, isCode ? null : region);
    }

    private static void AddCursor(NpgsqlCommand command, DirectoryCursor? cursor, int limit) => command
        .With(NpgsqlDbType.Integer, cursor?.Rank)
        .With(NpgsqlDbType.Text, cursor?.Norm)
        .With(NpgsqlDbType.Text, cursor?.Institution)
        .With(NpgsqlDbType.Text, cursor?.List)
        .With(NpgsqlDbType.Text, cursor?.Code)
        .With(NpgsqlDbType.Integer, limit);

    /// <summary>PostgreSQL's text holds no NUL; a filter with one matches nothing.</summary>
    private static string? Clean(string? text) => string.IsNullOrEmpty(text) ? null : text.Replace('\0', '\uFFFD');

    private static (DirectoryRow Row, DirectoryCursor Key) Row(NpgsqlDataReader reader, long known)
    {
        var institution = reader.GetString(0);
        var list = reader.GetString(4);
        var code = reader.GetString(5);
        var row = new DirectoryRow(
            institution, reader.GetString(1), reader.Text(2), reader.GetString(3), list.Length == 0 ? null : list, code,
            reader.Text(6), reader.Text(7), reader.Text(8), reader.Text(9), reader.Text(10), reader.Text(11),
            reader.GetFieldValue<DateOnly>(12), reader.Nullable<DateOnly>(13), EntryStates.Parse(reader.GetString(14)));
        return (row, new DirectoryCursor(reader.GetInt32(15), reader.GetString(16), institution, list, code, known));
    }
}
