using System.Text.Json;
using Ledger.Application.Composition;

namespace Ledger.Application.Jurisdictions;

/// <summary>
/// A place in the file of jurisdictions, and what is refused there: where, what, and how to mend it. No value is ever quoted.
/// </summary>
/// <param name="File">The file's full path.</param>
/// <param name="Path"><c>jurisdictions[1].hosts[0]</c>; empty for the whole.</param>
internal readonly record struct FilePlace(string File, string Path)
{
    public FilePlace Member(string name) => this with { Path = Path.Length == 0 ? name : $"{Path}.{name}" };

    public FilePlace Item(int index) => this with { Path = $"{Path}[{index}]" };

    /// <param name="problem">Goes on after the place: "is not …".</param>
    public SettingException Refuse(string problem, Exception? inner = null)
    {
        var message = $"{JurisdictionFile.Variable} names {File}: {(Path.Length == 0 ? "it" : Path)} {problem}";
        return inner is null ? new SettingException(message) : new SettingException(message, inner);
    }

    /// <summary>The members of an object, each known and none twice.</summary>
    public Dictionary<string, JsonElement> Members(JsonElement json, IReadOnlyCollection<string> known)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Refuse($"is to be a JSON object with these members: {string.Join(", ", known)}.");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            // A name that is not known is not repeated: it may be a secret that slipped.
            if (!known.Contains(member.Name))
                throw Refuse($"has a member that is none of these: {string.Join(", ", known)}.");
            if (!members.TryAdd(member.Name, member.Value))
                throw Member(member.Name).Refuse("stands there twice; leave one.");
        }

        return members;
    }

    public string Text(JsonElement json, int most)
    {
        if (json.ValueKind != JsonValueKind.String || json.GetString() is not { Length: > 0 } text)
            throw Refuse("is to be a JSON string that is not empty.");
        if (text.Length > most)
            throw Refuse($"is longer than {most} characters.");
        return text.Any(char.IsControl) ? throw Refuse("has a control character in it.") : text;
    }

    public JsonElement Required(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) ? value : throw Refuse($"lacks the member {name}.");

    /// <summary>An array of one to <paramref name="most"/>, each with its place.</summary>
    public IEnumerable<(JsonElement Json, FilePlace Place)> Items(JsonElement json, int most)
    {
        var place = this;
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is 0 || json.GetArrayLength() > most)
            throw Refuse($"is to be a JSON array of 1 to {most}.");
        return json.EnumerateArray().Select((item, index) => (item, place.Item(index)));
    }
}
