using System.Buffers.Text;
using System.Text.Json;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Engine;

/// <summary>
/// Reads the two facts that nearly all events of a province are, <see cref="HoursClaimed"/> and <see cref="HoursRecognised"/>. It takes
/// only a body that is wholly as this program writes it and the database keeps it; any other is for <see cref="FactCatalog"/> to read or
/// refuse, so that what fits and what does not is judged in one place. For one task at a time.
/// </summary>
/// <param name="slots">Texts and acts that are held at most; a power of two.</param>
internal sealed class HoursFacts(int slots)
{
    private static readonly string Claimed = FactCatalog.NameOf(typeof(HoursClaimed));
    private static readonly string Recognised = FactCatalog.NameOf(typeof(HoursRecognised));
    private readonly Words words = new(slots);
    private readonly Acts acts = new(slots);

    /// <param name="body">As the database writes jsonb.</param>
    /// <returns>Null for another fact, and for a body that is not wholly as expected.</returns>
    public IFact? Read(string type, ReadOnlySpan<byte> body) =>
        type == Claimed ? Claim(new JsonbText(body))
        : type == Recognised ? Recognition(new JsonbText(body))
        : null;

    private HoursRecognised? Recognition(JsonbText body) =>
        body.Past("{\"act\": "u8) && Act(ref body) is { } act
        && body.Past(", \"entry\": "u8) && Id(ref body) is { } entry
        && body.Past(", \"hours\": "u8) && Hours(ref body) is { } hours
        && body.Past("}"u8) && body.IsAtEnd
            ? new HoursRecognised(act, entry, hours)
            : null;

    private HoursClaimed? Claim(JsonbText body) =>
        body.Past("{\"to\": "u8) && Day(ref body) is { } to
        && body.Past(", \"act\": "u8) && Act(ref body) is { } act
        && body.Past(", \"form\": "u8) && Form(ref body) is { } form
        && body.Past(", \"from\": "u8) && Day(ref body) is { } from
        && body.Past(", \"entry\": "u8) && Id(ref body) is { } entry
        && body.Past(", \"hours\": "u8) && Hours(ref body) is { } hours
        && Optional(", \"import\": "u8, ref body, out var import)
        && Optional(", \"project\": "u8, ref body, out var project)
        && body.Past(", \"subject\": "u8) && Subject(ref body) is { } subject
        && body.Past(", \"activity\": "u8) && Word(ref body) is { } activity
        && Optional(", \"division\": "u8, ref body, out var division)
        && Optional(", \"provider\": "u8, ref body, out var provider)
        && body.Past("}"u8) && body.IsAtEnd
            ? new HoursClaimed(act, entry, form, subject, hours, project, activity, provider, from, to, division, import)
            : null;

    /// <summary>A part that is not written where it is null.</summary>
    private bool Optional(ReadOnlySpan<byte> key, ref JsonbText body, out string? word)
    {
        word = null;
        return !body.Past(key) || (word = Word(ref body)) is not null;
    }

    private string? Word(ref JsonbText body) => body.Text(out var text) ? words.Of(text) : null;

    private Act? Act(ref JsonbText body)
    {
        try
        {
            return acts.Again(ref body) ?? (body.Object(out var json) ? acts.Of(json) : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Guid? Id(ref JsonbText body) =>
        body.Text(out var text) && Utf8Parser.TryParse(text, out Guid id, out var read, 'D') && read == text.Length ? id : null;

    private static decimal? Hours(ref JsonbText body) =>
        body.Number(out var text) && Utf8Parser.TryParse(text, out decimal hours, out var read) && read == text.Length ? hours : null;

    private static SubjectKind? Subject(ref JsonbText body) =>
        body.Past("\"professional\""u8) ? SubjectKind.Professional
        : body.Past("\"public\""u8) ? SubjectKind.Public
        : null;

    private static LearningForm? Form(ref JsonbText body) =>
        body.Past("\"course\""u8) ? LearningForm.Course
        : body.Past("\"online\""u8) ? LearningForm.Online
        : body.Past("\"practice\""u8) ? LearningForm.Practice
        : body.Past("\"academic\""u8) ? LearningForm.Academic
        : body.Past("\"degree\""u8) ? LearningForm.Degree
        : body.Past("\"other\""u8) ? LearningForm.Other
        : null;

    /// <summary>Ten characters, <c>yyyy-MM-dd</c>.</summary>
    private static DateOnly? Day(ref JsonbText body)
    {
        if (!body.Text(out var text) || text.Length != 10 || text[4] != '-' || text[7] != '-')
            return null;
        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    /// <returns>-1 for what are not digits.</returns>
    private static int Digits(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return -1;
            number = 10 * number + (digit - '0');
        }

        return number;
    }
}
