using System.Globalization;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Sealers;

namespace Ledger.Application.Composition;

/// <summary>What the environment says about the sealing of the log.</summary>
/// <param name="Origin">
/// LEDGER_LOG_ORIGIN: the name in checkpoints, laid down at the first start; null for one made of the ledger's id.
/// </param>
/// <param name="Key">LEDGER_LOG_KEY; null for the file in the home. Secret.</param>
public sealed record LogSettings(string? Origin, string? Key, SealerOptions Sealing)
{
    public const string EntriesVariable = "LEDGER_LOG_ENTRIES";
    public const string OriginVariable = "LEDGER_LOG_ORIGIN";
    public const string EventsVariable = "LEDGER_SEAL_EVENTS";
    public const string SecondsVariable = "LEDGER_SEAL_SECONDS";

    /// <summary>
    /// LEDGER_LOG_ENTRIES is <c>all</c>: bundles of entries are served to whoever asks. They name persons by random ids, so that by default
    /// they are for this machine alone.
    /// </summary>
    public bool EntriesForAll { get; init; }

    /// <summary>The longest that an event may be let wait for its checkpoint, seconds: a day.</summary>
    private const double MostSeconds = 86_400;

    /// <summary>Events that may be let wait.</summary>
    private const int MostEvents = 10_000_000;

    private const int OriginCharacters = 200;

    public static LogSettings Default { get; } = new(null, null, SealerOptions.Default);

    /// <summary>The key may not reach a log by way of a record's text.</summary>
    public override string ToString() => $"{nameof(LogSettings)} {{ Origin = {Origin}, Sealing = {Sealing} }}";

    /// <exception cref="SettingException">A variable says something that cannot be.</exception>
    public static LogSettings FromEnvironment(Func<string, string?> variable)
    {
        var origin = variable(OriginVariable) is { Length: > 0 } given ? given : null;
        if (origin is not null && (origin.Length > OriginCharacters || origin.Any(IsNotOfName)))
            throw new SettingException(OriginVariable, "is a name such as ledger.example.gov.cn/jiangxi, without spaces and plus signs.");
        var events = Number(variable, EventsVariable, 1, MostEvents) ?? SealerOptions.Default.Events;
        var seconds = Number(variable, SecondsVariable, 0.05, MostSeconds) ?? SealerOptions.Default.Longest.TotalSeconds;
        return new LogSettings(origin, variable(LogKeys.Variable), new SealerOptions((int)events, TimeSpan.FromSeconds(seconds)))
        {
            EntriesForAll = variable(EntriesVariable) switch
            {
                null or "" or "local" => false,
                "all" => true,
                _ => throw new SettingException(EntriesVariable, "is local, for this machine alone, or all."),
            },
        };
    }

    private static bool IsNotOfName(char letter) => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '+';

    private static double? Number(Func<string, string?> variable, string name, double least, double most)
    {
        if (variable(name) is not { Length: > 0 } text)
            return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new SettingException(name, string.Create(CultureInfo.InvariantCulture, $"is a number from {least} to {most}."));
    }
}
