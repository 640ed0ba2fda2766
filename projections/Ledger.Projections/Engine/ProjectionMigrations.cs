using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>
/// What the database's owner makes for the read models. Their schemas are not among it: whoever serves makes and drops these, one
/// generation after the other.
/// </summary>
public static class ProjectionMigrations
{
    public static MigrationSet Set { get; } =
        new("projections", [new MigrationScript(1, "bookkeeping", Sql.File("Engine/Bookkeeping.sql", "ledger"))]);

    public static async Task Apply(NpgsqlDataSource owner, CancellationToken cancellation)
    {
        await MigrationRunner.Apply(owner, Set, cancellation);
        await Readers.Make(owner, cancellation);
    }

    /// <summary>Every schema that a read model's generations may stand in.</summary>
    public static IEnumerable<string> Schemas(IEnumerable<IProjection> projections) => projections.SelectMany(
        projection => new[] { Generations.Live(projection), Generations.Next(projection), Generations.Old(projection) });
}
