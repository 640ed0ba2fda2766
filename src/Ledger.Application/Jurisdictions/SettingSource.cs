namespace Ledger.Application.Jurisdictions;

/// <summary>Where the file says that a setting's value stands.</summary>
internal abstract record SettingSource
{
    private SettingSource() { }

    /// <summary>In the file itself.</summary>
    public sealed record Inline(string Text) : SettingSource
    {
        public override string ToString() => nameof(Inline);
    }

    /// <summary>In a file of its own, as service managers and container platforms hand over secrets.</summary>
    public sealed record OfFile(string Path) : SettingSource;

    /// <summary>In a variable of the process.</summary>
    public sealed record OfVariable(string Variable) : SettingSource;
}

/// <summary>One ledger of the file as it is written; nothing that it refers to has been fetched.</summary>
/// <param name="Where">Its place in the file, for those who mend it.</param>
internal sealed record JurisdictionEntry(
    string Name, IReadOnlyList<string> Hosts, IReadOnlyDictionary<string, SettingSource> Settings, string Where);
