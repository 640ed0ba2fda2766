using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>
/// The role <c>ledger_reader</c>, for statisticians: it may read the read models and nothing else. A server of somebody else's may not
/// let us make roles; then there is none, and its administrator grants what is wanted.
/// </summary>
internal static class Readers
{
    private const string MakeRole = """
        do $$
        begin
          if to_regrole('ledger_reader') is null then
            create role ledger_reader nologin;
          end if;
        exception
          when insufficient_privilege or duplicate_object or unique_violation then null;
        end $$
        """;

    private const string GrantRole = """
        do $$
        begin
          if to_regrole('ledger_reader') is not null then
            grant usage on schema {schema} to ledger_reader;
            grant select on all tables in schema {schema} to ledger_reader;
          end if;
        end $$
        """;

    /// <summary>Made by whoever migrates: whoever serves may not make roles.</summary>
    public static async Task Make(NpgsqlDataSource owner, CancellationToken cancellation)
    {
        await using var command = owner.CreateCommand(MakeRole);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static Task Grant(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        Generations.Execute(connection, GrantRole.Replace("{schema}", schema, StringComparison.Ordinal), cancellation);
}
