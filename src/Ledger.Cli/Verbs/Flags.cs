using System.CommandLine;
using System.Globalization;
using Ledger.Application.TwoTimes;
using Ledger.Application.TwoTimes.Diffs;

namespace Ledger.Cli.Verbs;

/// <summary>Options that several verbs share, so that they are spelt and read the same everywhere.</summary>
internal static class Flags
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object and nothing else." };

    public static Option<DateOnly?> ValidAt() =>
        Day("--valid-at", "As it was in force on this day (yyyy-mm-dd).");

    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DAY",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError($"{name}: '{text}' is not a day such as 2024-03-05.");
            return null;
        },
    };

    public static Option<KnownAt?> KnownAt() => new("--known-at")
    {
        Description = "As the ledger knew it at a position (12345) or a time with its offset (2024-03-05T12:00:00+08:00).",
        HelpName = "P|T",
        CustomParser = result =>
        {
            if (Application.TwoTimes.KnownAt.TryParse(result.Tokens[0].Value, out var known))
                return known;
            result.AddError($"--known-at: '{result.Tokens[0].Value}' is neither a position nor a time with its offset.");
            return null;
        },
    };

    /// <summary>One of two points that are compared.</summary>
    public static Option<DiffPoint?> Point(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "P|T|DAY",
        Required = true,
        CustomParser = result =>
        {
            if (DiffPoint.TryParse(result.Tokens[0].Value, out var point))
                return point;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is neither a position, nor a time with its offset, nor a day.");
            return null;
        },
    };

    /// <summary>A whole number between two bounds, inclusive.</summary>
    public static Option<long?> Number(string name, string description, long least, long most = long.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            var upper = most == long.MaxValue ? "or more" : $"to {most}";
            result.AddError($"{name}: '{text}' is not a whole number of {least} {upper}.");
            return null;
        },
    };

    public static Option<decimal?> Hours(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "H",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours))
                return hours;
            result.AddError($"{name}: '{text}' is not a number of hours such as 1280.5.");
            return null;
        },
    };

    public static Option<Uri?> Address(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
                return address;
            result.AddError($"{name}: '{text}' is not an address such as https://ledger.example.gov.cn.");
            return null;
        },
    };

    public static Option<string?> Out(string description) => new("--out") { Description = description, HelpName = "FILE" };
}
