namespace Ledger.Application.TwoTimes.Diffs;

/// <summary>What is known of something at one point, flat: things with their fields.</summary>
public sealed record Snapshot(IReadOnlyList<Thing> Things)
{
    public static Snapshot Empty { get; } = new([]);
}

/// <summary>Something that is there or not at a point, with what is said of it.</summary>
/// <param name="Kind">What it is, in a word of the interface: <c>listing</c>, <c>entry</c>.</param>
/// <param name="Id">Names it among those of its kind.</param>
/// <param name="Fields">In the order in which people read them; a null value is the same as no field.</param>
public sealed record Thing(string Kind, string Id, IReadOnlyList<(string Name, string? Value)> Fields);

/// <summary>What two snapshots do not share.</summary>
public sealed record Difference(
    IReadOnlyList<ThingChange> Added, IReadOnlyList<ThingChange> Removed, IReadOnlyList<ThingChange> Changed)
{
    /// <summary>From the first to the second, things in the order of the side they are on.</summary>
    public static Difference Between(Snapshot before, Snapshot after)
    {
        var old = before.Things.ToDictionary(KeyOf);
        var now = after.Things.ToDictionary(KeyOf);
        return new Difference(
            [.. after.Things.Where(thing => !old.ContainsKey(KeyOf(thing))).Select(thing => Change(null, thing))],
            [.. before.Things.Where(thing => !now.ContainsKey(KeyOf(thing))).Select(thing => Change(thing, null))],
            [
                .. after.Things.Where(thing => old.ContainsKey(KeyOf(thing))).Select(thing => Change(old[KeyOf(thing)], thing))
                    .Where(change => change.Fields.Count > 0),
            ]);
    }

    private static (string Kind, string Id) KeyOf(Thing thing) => (thing.Kind, thing.Id);

    private static ThingChange Change(Thing? before, Thing? after)
    {
        var (old, now) = (Values(before), Values(after));
        var names = (after ?? before)!.Fields.Concat(before?.Fields ?? []).Select(field => field.Name).Distinct(StringComparer.Ordinal);
        var fields = names
            .Select(name => new FieldChange(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Where(field => !string.Equals(field.Before, field.After, StringComparison.Ordinal));
        return new ThingChange((after ?? before)!.Kind, (after ?? before)!.Id, [.. fields]);
    }

    private static Dictionary<string, string?> Values(Thing? thing) =>
        (thing?.Fields ?? []).ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}

/// <param name="Kind"><inheritdoc cref="Thing" path="/param[@name='Kind']"/></param>
/// <param name="Fields">Those that differ; of a thing that came or went, all that it has or had.</param>
public sealed record ThingChange(string Kind, string Id, IReadOnlyList<FieldChange> Fields);

/// <param name="Before">Null where nothing was said.</param>
/// <param name="After">Null where nothing is said.</param>
public sealed record FieldChange(string Field, string? Before, string? After);
