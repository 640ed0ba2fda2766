namespace Ledger.Application.Jurisdictions;

/// <summary>How large the file of jurisdictions may be, and what is in it.</summary>
public static class JurisdictionLimits
{
    /// <summary>The file, bytes.</summary>
    public const int FileBytes = 256 * 1024;

    /// <summary>Ledgers of one process. China has 34 divisions of the first level; a province has some twenty of the second.</summary>
    public const int Jurisdictions = 64;

    /// <summary>A jurisdiction's name, characters.</summary>
    public const int NameCharacters = 40;

    /// <summary>Host names of one ledger.</summary>
    public const int Hosts = 16;

    /// <summary>A host name and one label of it, characters (RFC 1035 section 2.3.4).</summary>
    public const int HostCharacters = 253;
    public const int LabelCharacters = 63;

    /// <summary>A setting's value, wherever it stands, characters: four private keys have room.</summary>
    public const int ValueCharacters = 4_096;

    /// <summary>Levels of the file's JSON; it needs five.</summary>
    public const int JsonDepth = 8;
}
