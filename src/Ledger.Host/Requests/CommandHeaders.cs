using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Application.Commands;
using Ledger.Domain.Values;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Requests;

/// <summary>What a command's headers say: its key, the version it was decided on, and in whose role.</summary>
public static partial class CommandHeaders
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string IdempotencyReplayed = "Idempotency-Replayed";
    public const string Actor = "Ledger-Actor";
    public const string ActorByDefault = "local";

    /// <summary>An actor's code, characters.</summary>
    public const int ActorCharacters = 64;

    /// <returns>The context, or what is wrong with the headers; exactly one of the two.</returns>
    public static (CommandContext? Context, Problem? Problem) Read(IHeaderDictionary headers, string correlationId)
    {
        var errors = new List<FieldError>();
        var key = Key(headers, errors);
        var expected = Expected(headers, errors);
        var actor = headers[Actor].Count == 0 ? ActorByDefault : headers[Actor].ToString();
        if (!ActorPattern().IsMatch(actor))
            errors.Add(new FieldError(Actor, "header.actor", $"应为小写字母、数字和连字符组成的代码，最多 {ActorCharacters} 个字符；不得填写姓名。"));
        else if (actor == Domain.Kernel.Actor.Ledger)
            errors.Add(new FieldError(Actor, "header.actor-ledger", "ledger 是账本自己，任何人不能以其身份写入。"));

        if (errors.Count > 0)
            return (null, KnownProblems.BadFields(errors));
        return (new CommandContext(actor, key, expected, correlationId), null);
    }

    private static string? Key(IHeaderDictionary headers, List<FieldError> errors)
    {
        var values = headers[IdempotencyKey];
        var key = values.ToString();
        if (key.Length == 0)
            errors.Add(new FieldError(IdempotencyKey, "header.idempotency-key-missing", "每条命令都须带此标头：同一命令重发时用同一个键。"));
        else if (values.Count > 1 || key.Length > HostLimits.IdempotencyKeyCharacters || key.Any(letter => letter is <= ' ' or > '~')
            || PersonalNumbers.StandInId(key))
            errors.Add(new FieldError(
                IdempotencyKey, "header.idempotency-key", $"应为 1 至 {HostLimits.IdempotencyKeyCharacters} 个可见 ASCII 字符，只给一次，不得含身份证件号码。"));
        return key;
    }

    private static long? Expected(IHeaderDictionary headers, List<FieldError> errors)
    {
        var text = headers.IfMatch.ToString();
        if (text.Length == 0)
            return null;
        if (VersionTag().Match(text) is { Success: true } match
            && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return version;
        errors.Add(new FieldError(HeaderNames.IfMatch, "header.if-match", "应为读取时得到的一个强 ETag，如 \"12\"。"));
        return null;
    }

    /// <summary>A command's answer has the version alone; a read's ETag may add a digest of its bytes after a dot.</summary>
    [GeneratedRegex("^\"([0-9]{1,18})(?:\\.[A-Za-z0-9_-]{1,64})?\"\\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionTag();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ActorPattern();
}
