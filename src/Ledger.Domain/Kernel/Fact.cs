namespace Ledger.Domain.Kernel;

/// <summary>
/// Something that happened in law, as it is written down and never changed. Facts hold plain strings, numbers and days rather than
/// checked value types: a fact of ten years ago must be readable when today's checks have become stricter.
/// </summary>
public interface IFact;

/// <summary>A fact that somebody did under a rule.</summary>
public interface ILegalFact : IFact
{
    Act Act { get; }
}

/// <summary>A fact for which there was a last day. One of a later day was late, and stands all the same.</summary>
public interface IDueFact : ILegalFact
{
    /// <summary>The last day, inclusive; null where the fact does not say.</summary>
    DateOnly? Due { get; }
}

/// <summary>The stable alias under which a fact is stored, with its version: <c>institution.listed.v1</c>. Names are storage.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Who did it, from which day it holds, and what it rests on.</summary>
/// <param name="On">The day it takes effect (valid time), in Asia/Shanghai.</param>
/// <param name="By">
/// Who acts: an authority's code (<c>hr-360000</c>), <c>institution</c> for the institution itself, or a publisher's name.
/// </param>
/// <param name="Rule">
/// The article it rests on; null only where no rule is applied, as for an imported list, or for hours of a day on which the article
/// was not yet in force.
/// </param>
/// <param name="Document">The document number, such as 赣人社规〔2023〕1号, where there is one.</param>
/// <param name="Evidence">What was shown, by digest; the files stand elsewhere.</param>
public sealed record Act(
    DateOnly On,
    string By,
    RuleReference? Rule = null,
    string? Document = null,
    IReadOnlyList<Evidence>? Evidence = null)
{
    /// <summary>By value, the evidence too: an act read back is equal to the act that was written.</summary>
    public bool Equals(Act? other) =>
        other is not null && On == other.On && By == other.By && Rule == other.Rule && Document == other.Document
        && (Evidence ?? []).SequenceEqual(other.Evidence ?? []);

    public override int GetHashCode() => HashCode.Combine(On, By, Rule, Document, Evidence?.Count ?? 0);
}

/// <summary>An article of a rule pack at a version: <c>jiangxi</c>, <c>2023.1</c>, <c>259:第二十五条</c>.</summary>
/// <param name="Article">Instrument and article, as <see cref="Citation.Key"/> writes them.</param>
public sealed record RuleReference(string Pack, string Version, string Article);

/// <param name="Kind">What it is, in a word: 申报材料, 送达回证. Never a person's name.</param>
/// <param name="Sha256">64 lower-case hexadecimal characters.</param>
public sealed record Evidence(string Kind, string Sha256);
