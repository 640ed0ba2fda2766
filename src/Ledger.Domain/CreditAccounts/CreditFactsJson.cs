using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.CreditAccounts;

/// <summary>
/// Writes the two facts that nearly all of a ledger consists of, a claim and its recognition, to the byte as <see cref="FactCatalog.Json"/>
/// has them written, at a third of the cost: an import writes millions.
/// </summary>
internal static class CreditFactsJson
{
    /// <summary>Bytes that a fact takes, as a rule.</summary>
    private const int UsualBytes = 1024;

    private static readonly ImmutableArray<JsonEncodedText> Forms = Words<LearningForm>();
    private static readonly ImmutableArray<JsonEncodedText> Subjects = Words<SubjectKind>();

    /// <summary>One for each thread: what is written is copied out before the next fact.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? kept;

    /// <returns>Null for any other fact, and for one that is not of this version's words.</returns>
    public static byte[]? TryWrite(IFact fact) => fact switch
    {
        HoursClaimed claimed when IsKnown(claimed) => Written(claimed, Write),
        HoursRecognised recognised => Written(recognised, Write),
        _ => null,
    };

    private static bool IsKnown(HoursClaimed fact) => Enum.IsDefined(fact.Form) && Enum.IsDefined(fact.Subject);

    private static byte[] Written<T>(T fact, Action<Utf8JsonWriter, T> write)
    {
        var (buffer, json) = kept ??= Fresh();
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        write(json, fact);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) Fresh()
    {
        var buffer = new ArrayBufferWriter<byte>(UsualBytes);
        return (buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FactCatalog.Json.Encoder, SkipValidation = true }));
    }

    private static void Write(Utf8JsonWriter json, HoursClaimed fact)
    {
        Write(json, fact.Act);
        json.WriteString("entry"u8, fact.Entry);
        json.WriteString("form"u8, Forms[(int)fact.Form]);
        json.WriteString("subject"u8, Subjects[(int)fact.Subject]);
        json.WriteNumber("hours"u8, fact.Hours);
        Write(json, "project"u8, fact.Project);
        Write(json, "activity"u8, fact.Activity);
        Write(json, "provider"u8, fact.Provider);
        Write(json, "from"u8, fact.From);
        Write(json, "to"u8, fact.To);
        Write(json, "division"u8, fact.Division);
        Write(json, "import"u8, fact.Import);
    }

    private static void Write(Utf8JsonWriter json, HoursRecognised fact)
    {
        Write(json, fact.Act);
        json.WriteString("entry"u8, fact.Entry);
        json.WriteNumber("hours"u8, fact.Hours);
    }

    private static void Write(Utf8JsonWriter json, Act? act)
    {
        if (act is null)
            return;
        json.WriteStartObject("act"u8);
        Write(json, "on"u8, act.On);
        Write(json, "by"u8, act.By);
        if (act.Rule is { } rule)
        {
            json.WriteStartObject("rule"u8);
            Write(json, "pack"u8, rule.Pack);
            Write(json, "version"u8, rule.Version);
            Write(json, "article"u8, rule.Article);
            json.WriteEndObject();
        }

        Write(json, "document"u8, act.Document);
        if (act.Evidence is { } evidence)
            Write(json, evidence);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Evidence?> evidence)
    {
        json.WriteStartArray("evidence"u8);
        foreach (var one in evidence)
        {
            if (one is null)
            {
                json.WriteNullValue();
                continue;
            }

            json.WriteStartObject();
            Write(json, "kind"u8, one.Kind);
            Write(json, "sha256"u8, one.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly day)
    {
        Span<byte> text = stackalloc byte["2024-01-31".Length];
        day.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        json.WriteString(name, text);
    }

    /// <summary>The words of an enum by its numbers; a number without a word leaves an empty place.</summary>
    private static ImmutableArray<JsonEncodedText> Words<T>()
        where T : struct, Enum
    {
        var words = new JsonEncodedText[Enum.GetValues<T>().Max(value => Convert.ToInt32(value, CultureInfo.InvariantCulture)) + 1];
        foreach (var value in Enum.GetValues<T>())
        {
            words[Convert.ToInt32(value, CultureInfo.InvariantCulture)] =
                JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        }

        return [.. words];
    }
}
