using System.Text.Json;
using Ledger.Application.Composition;
using Ledger.Application.Nodes;
using Ledger.Application.People;
using Ledger.Sealing.Keys;

namespace Ledger.Application.Jurisdictions;

/// <summary>
/// The file that LEDGER_JURISDICTIONS names. Settings have the names of the variables of a single ledger, so that there is one way to say
/// a setting; what is not known is refused, so that none is said in vain.
/// </summary>
internal static class JurisdictionFile
{
    public const string Variable = "LEDGER_JURISDICTIONS";

    /// <summary>What is each ledger's own. All other variables are the process's.</summary>
    public static IReadOnlyList<string> OwnSettings { get; } =
    [
        LedgerSettings.HomeVariable, LedgerSettings.DatabaseVariable, LedgerSettings.OwnerVariable, MasterKey.Variable,
        LogSettings.OriginVariable, LogKeys.Variable, LogSettings.EntriesVariable, LogSettings.EventsVariable,
        LogSettings.SecondsVariable, Replica.Variable,
    ];

    private const string Many = "jurisdictions";
    private const string Name = "name";
    private const string Hosts = "hosts";
    private const string Settings = "settings";
    private const string OfFile = "file";
    private const string OfVariable = "variable";

    /// <summary>All that it says, checked as far as it can be from the file alone.</summary>
    /// <exception cref="SettingException">It cannot be read, or says something that cannot be.</exception>
    public static IReadOnlyList<JurisdictionEntry> Read(string path)
    {
        var place = new FilePlace(path, "");
        using var json = Parse(place);
        try
        {
            return Entries(json.RootElement, place);
        }
        catch (InvalidOperationException error)
        {
            throw place.Refuse("has half a character in it, written as \\u and four digits.", error);
        }
    }

    private static List<JurisdictionEntry> Entries(JsonElement json, FilePlace place)
    {
        var root = place.Members(json, [Many]);
        var entries = place.Member(Many).Items(place.Required(root, Many), JurisdictionLimits.Jurisdictions)
            .Select(item => Entry(item.Json, item.Place)).ToList();
        Distinct.Check(place, Name, entries.Select(entry => (entry.Where, (string?)entry.Name)));
        Distinct.Check(place, "host", entries.SelectMany(entry => entry.Hosts.Select(host => (entry.Where, (string?)host))));
        return entries;
    }

    private static JsonDocument Parse(FilePlace place)
    {
        try
        {
            var bytes = SmallFile.Read(place.File, JurisdictionLimits.FileBytes)
                ?? throw place.Refuse($"is larger than {JurisdictionLimits.FileBytes} bytes.");
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = JurisdictionLimits.JsonDepth });
        }
        catch (JsonException error)
        {
            throw place.Refuse($"is not JSON, in line {error.LineNumber + 1}.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw place.Refuse($"cannot be read: {error.Message}", error);
        }
    }

    private static JurisdictionEntry Entry(JsonElement json, FilePlace place)
    {
        var members = place.Members(json, [Name, Hosts, Settings]);
        var name = place.Member(Name).Text(place.Required(members, Name), JurisdictionLimits.NameCharacters);
        if (!HostNames.IsSlug(name))
            throw place.Member(Name).Refuse("is to be of small letters, digits and single hyphens between them, such as jiangxi.");
        var hosts = place.Member(Hosts).Items(place.Required(members, Hosts), JurisdictionLimits.Hosts)
            .Select(item => Host(item.Json, item.Place)).ToList();
        var settings = Sources(place.Required(members, Settings), place.Member(Settings));
        return new JurisdictionEntry(name, hosts, settings, place.Path);
    }

    private static string Host(JsonElement json, FilePlace place)
    {
        var host = place.Text(json, JurisdictionLimits.HostCharacters).ToLowerInvariant();
        return HostNames.IsHostName(host) ? host : throw place.Refuse(
            "is to be a host name such as jiangxi.ledger.example or jiangxi.localhost: without scheme, port and dot at its end, other "
            + "scripts in their xn-- form. An address is nobody's: balancers ask there how the process is.");
    }

    private static Dictionary<string, SettingSource> Sources(JsonElement json, FilePlace place)
    {
        var members = place.Members(json, OwnSettings);
        foreach (var (needed, why) in Needed)
        {
            if (!members.ContainsKey(needed))
                throw place.Refuse($"lacks {needed}: {why}");
        }

        return members.ToDictionary(member => member.Key, member => Source(member.Value, place.Member(member.Key)));
    }

    /// <summary>What a single ledger may leave to a default, and several must not.</summary>
    private static IReadOnlyList<(string Setting, string Why)> Needed { get; } =
    [
        (LedgerSettings.HomeVariable, "each ledger has a folder of its own for its keys and what it remembers of what it signed."),
        (LogSettings.OriginVariable,
            "the database keeps its log's name, so that a ledger is never opened on the database of another. "
            + "For one that there is already, ledger log status says it."),
    ];

    private static SettingSource Source(JsonElement json, FilePlace place)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new SettingSource.Inline(place.Text(json, JurisdictionLimits.ValueCharacters));
        if (json.ValueKind != JsonValueKind.Object)
            throw place.Refuse("is to be a JSON string, or an object that names a file or a variable with the value in it.");
        var members = place.Members(json, [OfFile, OfVariable]);
        return members.Count != 1
            ? throw place.Refuse("is to name a file or a variable, and one of them.")
            : members.TryGetValue(OfFile, out var file)
                ? new SettingSource.OfFile(place.Member(OfFile).Text(file, JurisdictionLimits.ValueCharacters))
                : new SettingSource.OfVariable(place.Member(OfVariable).Text(members[OfVariable], JurisdictionLimits.ValueCharacters));
    }
}
