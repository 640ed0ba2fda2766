using System.Text.Json;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Engine;

/// <summary>
/// Reads the two facts that nearly all events of a province are, <see cref="HoursClaimed"/> and <see cref="HoursRecognised"/>, in one
/// pass. It takes only a body that is wholly as this program writes it; any other is for <see cref="FactCatalog"/> to read or refuse,
/// so that no body is judged twice in two ways. For one task at a time.
/// </summary>
/// <param name="slots">Texts and acts that are held at most; a power of two.</param>
internal sealed class HoursFacts(int slots)
{
    private static readonly string Claimed = FactCatalog.NameOf(typeof(HoursClaimed));
    private static readonly string Recognised = FactCatalog.NameOf(typeof(HoursRecognised));
    private readonly Words words = new(slots);
    private readonly Acts acts = new(slots);

    /// <returns>Null for another fact, and for a body that is not wholly as expected.</returns>
    public IFact? Read(string type, ReadOnlySpan<byte> body)
    {
        var isClaim = type == Claimed;
        if (!isClaim && type != Recognised)
            return null;
        try
        {
            var parts = default(Parts);
            return !Read(body, ref parts) ? null : isClaim ? Claim(parts) : Recognition(parts);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static HoursClaimed? Claim(in Parts said) => said is
    {
        Act: { } act, Entry: { } entry, Form: { } form, Subject: { } subject, Hours: { } hours, Activity: { } activity, From: { } from,
        To: { } to,
    }
        ? new HoursClaimed(act, entry, form, subject, hours, said.Project, activity, said.Provider, from, to, said.Division, said.Import)
        : null;

    private static HoursRecognised? Recognition(in Parts said) =>
        said is { Act: { } act, Entry: { } entry, Hours: { } hours } ? new HoursRecognised(act, entry, hours) : null;

    private bool Read(ReadOnlySpan<byte> body, ref Parts parts)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            if (!reader.Read() || !Take(name, body, ref reader, ref parts))
                return false;
        }

        return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
    }

    private bool Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body, ref Utf8JsonReader reader, ref Parts parts) => name switch
    {
        _ when name.SequenceEqual("act"u8) => (parts.Act = acts.Read(body, ref reader)) is not null,
        _ when name.SequenceEqual("entry"u8) => reader.TryGetGuid(out var id) && (parts.Entry = id) is not null,
        _ when name.SequenceEqual("hours"u8) => reader.TryGetDecimal(out var hours) && (parts.Hours = hours) is not null,
        _ when name.SequenceEqual("to"u8) => (parts.To = Day(ref reader)) is not null,
        _ when name.SequenceEqual("from"u8) => (parts.From = Day(ref reader)) is not null,
        _ when name.SequenceEqual("form"u8) => (parts.Form = Form(ref reader)) is not null,
        _ when name.SequenceEqual("subject"u8) => (parts.Subject = Subject(ref reader)) is not null,
        _ when name.SequenceEqual("activity"u8) => (parts.Activity = Text(ref reader)) is not null,
        _ when name.SequenceEqual("project"u8) => (parts.Project = Text(ref reader)) is not null,
        _ when name.SequenceEqual("provider"u8) => (parts.Provider = Text(ref reader)) is not null,
        _ when name.SequenceEqual("division"u8) => (parts.Division = Text(ref reader)) is not null,
        _ when name.SequenceEqual("import"u8) => (parts.Import = Text(ref reader)) is not null,
        _ => false,
    };

    private string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? words.Of(ref reader) : null;

    private static SubjectKind? Subject(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("professional"u8) ? SubjectKind.Professional
        : reader.ValueTextEquals("public"u8) ? SubjectKind.Public
        : null;

    private static LearningForm? Form(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("course"u8) ? LearningForm.Course
        : reader.ValueTextEquals("online"u8) ? LearningForm.Online
        : reader.ValueTextEquals("practice"u8) ? LearningForm.Practice
        : reader.ValueTextEquals("academic"u8) ? LearningForm.Academic
        : reader.ValueTextEquals("degree"u8) ? LearningForm.Degree
        : reader.ValueTextEquals("other"u8) ? LearningForm.Other
        : null;

    /// <summary>Ten characters, <c>yyyy-MM-dd</c>.</summary>
    private static DateOnly? Day(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.String || text.Length != 10 || text[4] != '-' || text[7] != '-')
            return null;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    /// <returns>-1 for what are not digits.</returns>
    private static int Number(ReadOnlySpan<byte> digits)
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

    private struct Parts
    {
        public Act? Act;
        public Guid? Entry;
        public LearningForm? Form;
        public SubjectKind? Subject;
        public decimal? Hours;
        public string? Project, Activity, Provider, Division, Import;
        public DateOnly? From, To;
    }
}
