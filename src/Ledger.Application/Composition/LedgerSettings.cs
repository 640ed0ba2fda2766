using Ledger.Application.Engines;
using Ledger.Application.Nodes;
using Npgsql;

namespace Ledger.Application.Composition;

/// <summary>What the environment says. Everything has a default; with no setting at all the ledger runs on a private server.</summary>
/// <param name="Home">LEDGER_HOME.</param>
/// <param name="Database">LEDGER_DATABASE as an Npgsql connection string; null for the private server. Secret: not for logs.</param>
/// <param name="DatabaseOwner">LEDGER_DATABASE_OWNER, in the same form; null where Database may migrate too. As secret.</param>
/// <param name="Url">LEDGER_URL: where the service listens.</param>
/// <param name="MasterKey">LEDGER_MASTER_KEY; null for the file in the home. Secret.</param>
/// <param name="Engine">LEDGER_ENGINE; null for the best that is compiled in.</param>
public sealed record LedgerSettings(
    string Home, string? Database, Uri Url, string? MasterKey = null, string? Engine = null, string? DatabaseOwner = null)
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    public const string HomeVariable = "LEDGER_HOME";
    public const string DatabaseVariable = "LEDGER_DATABASE";
    public const string OwnerVariable = "LEDGER_DATABASE_OWNER";

    /// <summary>How the log is sealed.</summary>
    public LogSettings Log { get; init; } = LogSettings.Default;

    /// <summary>LEDGER_NODE: what this node is called beside others on its database.</summary>
    public string Node { get; init; } = NodeName.Default;

    /// <summary>
    /// LEDGER_READER_OF: the address of the service that writes, where Database is a standby that is only read from; null where this node
    /// writes itself.
    /// </summary>
    public Uri? ReaderOf { get; init; }

    /// <summary>Nothing but a home: all else is the default.</summary>
    public static LedgerSettings Of(string home) => new(home, null, new Uri(DefaultUrl));

    /// <summary>Neither the password nor the key may reach a log by way of a record's text.</summary>
    public override string ToString() => $"{nameof(LedgerSettings)} {{ Home = {Home}, Url = {Url} }}";

    /// <exception cref="SettingException">A variable says something that cannot be. The message names it and never its value.</exception>
    public static LedgerSettings FromEnvironment(Func<string, string?> variable, string workingFolder)
    {
        var home = variable(HomeVariable) is { Length: > 0 } given ? given : Path.Combine(workingFolder, ".ledger");
        var database = variable(DatabaseVariable) is { Length: > 0 } text ? ConnectionString(DatabaseVariable, text) : null;
        var owner = variable(OwnerVariable) is { Length: > 0 } other ? ConnectionString(OwnerVariable, other) : null;
        if (owner is not null && (database is null || Name(owner) != Name(database)))
            throw new SettingException(OwnerVariable, $"names the owner of the database that {DatabaseVariable} names, and no other.");
        var url = variable("LEDGER_URL") is { Length: > 0 } address ? address : DefaultUrl;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not "http")
            throw new SettingException("LEDGER_URL", "is not an address such as http://127.0.0.1:8080. For https, put a proxy before it.");
        var node = variable(NodeName.Variable) is { Length: > 0 } called ? called : NodeName.Default;
        if (!NodeName.IsValid(node))
            throw new SettingException(NodeName.Variable, NodeName.Rule);
        var primary = variable(Replica.Variable) is { Length: > 0 } writer ? Primary(writer, database) : null;
        return new LedgerSettings(home, database, uri, variable(People.MasterKey.Variable), variable(EngineCatalog.Variable), owner)
        {
            Log = LogSettings.FromEnvironment(variable),
            Node = node,
            ReaderOf = primary,
        };
    }

    private static Uri Primary(string address, string? database)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            throw new SettingException(Replica.Variable, "is the address of the service that writes, such as http://ledger.example:8080.");
        return database is not null
            ? uri
            : throw new SettingException(Replica.Variable, $"goes with {DatabaseVariable}, which names the standby to read from.");
    }

    /// <summary>An Npgsql connection string as it is, or the postgres:// form that other tools use.</summary>
    private static string ConnectionString(string variable, string text)
    {
        try
        {
            if (!text.StartsWith("postgres://", StringComparison.Ordinal) && !text.StartsWith("postgresql://", StringComparison.Ordinal))
                return WithoutDetails(new NpgsqlConnectionStringBuilder(text));

            var uri = new Uri(text);
            var builder = new NpgsqlConnectionStringBuilder
            {
                Host = Uri.UnescapeDataString(uri.Host),
                Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
                Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            };
            var user = uri.UserInfo.Split(':', 2);
            if (user[0].Length > 0)
                builder.Username = Uri.UnescapeDataString(user[0]);
            if (user.Length == 2)
                builder.Password = Uri.UnescapeDataString(user[1]);
            foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
                Apply(builder, option.Split('=', 2));
            return WithoutDetails(builder);
        }
        catch (Exception error) when (error is ArgumentException or UriFormatException or FormatException)
        {
            throw new SettingException(
                variable, "is neither an Npgsql connection string nor an address such as postgres://user@host:5432/ledger.");
        }
    }

    private static string? Name(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database;

    /// <summary>Details of the server's errors quote rows and values: they would reach a log by way of an exception.</summary>
    private static string WithoutDetails(NpgsqlConnectionStringBuilder builder)
    {
        builder.IncludeErrorDetail = false;
        builder.LogParameters = false;
        return builder.ConnectionString;
    }

    private static void Apply(NpgsqlConnectionStringBuilder builder, string[] option)
    {
        var value = option.Length == 2 ? Uri.UnescapeDataString(option[1]) : string.Empty;
        switch (option[0])
        {
            case "sslmode":
                builder.SslMode = Enum.Parse<SslMode>(value.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);
                break;
            case "host":
                builder.Host = value;
                break;
            default:
                throw new ArgumentException("Only sslmode and host are known as options.");
        }
    }
}

/// <summary>A setting that cannot be used. The message names the variable and what it should be, and holds nothing secret.</summary>
public sealed class SettingException : Exception
{
    public SettingException(string variable, string problem) : base($"{variable} {problem}") { }

    public SettingException(string message) : base(message) { }

    public SettingException(string message, Exception inner) : base(message, inner) { }

    public SettingException() { }
}
