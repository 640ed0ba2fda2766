using System.Globalization;
using Ledger.Projections.Engine;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

public sealed class CopyBufferTests
{
    private static readonly string[] Numbers =
    [
        "0", "0.0", "1", "8", "8.0", "24.50", "90", "0.5", "0.00005", "-0.5", "-12345.678", "9999", "10000", "10001.0001", "1.00010002",
        "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001", "100000000.00000001",
    ];

    private sealed record Row(decimal Number, string? Text, Guid Id, DateOnly Day, long? Big, string[] Texts);

    [Fact]
    public async Task What_is_copied_is_what_stands_there()
    {
        await using var ledger = await Create();
        await ledger.Scalar("create table public.t (n numeric, s text, u uuid, d date, b bigint, a text[]); select 1");
        var rows = Numbers.Select((number, index) => new Row(
            decimal.Parse(number, CultureInfo.InvariantCulture), index % 3 == 0 ? null : $"甲\n\t{number}𠮷", Guid.NewGuid(),
            new DateOnly(1980, 1, 1).AddDays(index * 5_000), index % 2 == 0 ? null : long.MinValue + index,
            [.. Enumerable.Range(0, index).Select(one => $"字{one}")])).ToList();
        var table = new RowTable<Row>("t").Numeric("n", row => row.Number).Text("s", row => row.Text).Uuid("u", row => row.Id)
            .Date("d", row => row.Day).Big("b", row => row.Big).Texts("a", row => row.Texts);
        await using (var connection = await ledger.Database.OpenConnectionAsync())
            await table.Copy(new FoldTarget(connection, "public"), rows, Never);

        await using var command = ledger.Database.CreateCommand("select n::text, s, u, d, b, a from public.t");
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var row in rows)
        {
            (await reader.ReadAsync()).ShouldBeTrue();
            reader.GetString(0).ShouldBe(row.Number.ToString(CultureInfo.InvariantCulture));
            (reader.IsDBNull(1) ? null : reader.GetString(1)).ShouldBe(row.Text);
            reader.GetGuid(2).ShouldBe(row.Id);
            reader.GetFieldValue<DateOnly>(3).ShouldBe(row.Day);
            (reader.IsDBNull(4) ? (long?)null : reader.GetInt64(4)).ShouldBe(row.Big);
            reader.GetFieldValue<string[]>(5).ShouldBe(row.Texts);
        }
    }
}
