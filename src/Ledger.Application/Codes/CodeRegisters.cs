using Ledger.Domain.Codes;
using Ledger.Domain.Values;
using Npgsql;

namespace Ledger.Application.Codes;

/// <summary>The registers a ledger judges codes by: what the program is built with, and what was loaded over it.</summary>
public static class CodeRegisters
{
    /// <summary>The id under which division codes are loaded.</summary>
    public const string DivisionList = "divisions";

    public static async Task<DivisionRegister> Divisions(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select code, name, valid_from, valid_to from codes.code where list = $1");
        command.Parameters.Add(new() { Value = DivisionList });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Division> loaded = [];
        while (await reader.ReadAsync(cancellation))
        {
            // A list of another shape under this name gives nothing to judge six-digit codes by.
            if (DivisionCode.TryParse(reader.GetString(0), out var code, out _))
                loaded.Add(new(code, reader.GetString(1), Day(2), Day(3)));
        }

        return loaded.Count == 0 ? DivisionRegister.Embedded : DivisionRegister.Embedded.With(loaded);

        DateOnly? Day(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
    }
}
