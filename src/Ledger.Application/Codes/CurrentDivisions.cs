using Ledger.Domain.Codes;
using Npgsql;

namespace Ledger.Application.Codes;

/// <summary>
/// The register of divisions as it is loaded now. Kept in memory and read again only after a list was loaded, by whichever process: a
/// service that runs for months says the names that the command line loaded yesterday.
/// </summary>
public sealed class CurrentDivisions(NpgsqlDataSource database)
{
    private volatile Kept? kept;

    public async Task<DivisionRegister> Read(CancellationToken cancellation)
    {
        // Asked before the codes are read: where a load comes between the two, the next call reads again.
        var load = await Load(cancellation);
        if (kept is { } known && known.Load == load)
            return known.Register;

        var register = await CodeRegisters.Divisions(database, cancellation);
        kept = new Kept(load, register);
        return register;
    }

    /// <summary>Every load writes the list's row, even one that changes nothing: its transaction tells one load from another.</summary>
    private async Task<string?> Load(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select xmin::text from codes.list where list = $1");
        command.Parameters.Add(new() { Value = CodeRegisters.DivisionList });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private sealed record Kept(string? Load, DivisionRegister Register);
}
