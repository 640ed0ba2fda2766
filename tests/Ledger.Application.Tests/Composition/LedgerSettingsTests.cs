using Ledger.Application.Composition;
using Npgsql;

namespace Ledger.Application.Tests.Composition;

public sealed class LedgerSettingsTests
{
    [Theory]
    [InlineData("Host=db.example;Username=ledger;Database=ledger;Include Error Detail=true;Log Parameters=true")]
    [InlineData("postgres://ledger@db.example:5433/ledger")]
    public void No_server_named_quotes_rows_in_its_errors(string database)
    {
        var settings = LedgerSettings.FromEnvironment(name => name == "LEDGER_DATABASE" ? database : null, "/");

        var builder = new NpgsqlConnectionStringBuilder(settings.Database);
        (builder.Host, builder.IncludeErrorDetail, builder.LogParameters).ShouldBe(("db.example", false, false));
    }
}
