namespace Ledger.Domain.Kernel;

/// <summary>What a decision comes to: facts, nothing, or a refusal. A refusal is a value because the law expects it.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>The command is lawful and these are its facts, each on the stream it belongs to.</summary>
    public sealed record Accepted(IReadOnlyList<FactOnStream> Facts) : Outcome;

    /// <summary>The command had been carried out before: said twice, written once.</summary>
    public sealed record AlreadyDone : Outcome;

    public sealed record Refused(Refusal Refusal) : Outcome;

    public static Outcome Nothing { get; } = new AlreadyDone();

    /// <summary>Facts on the stream of the aggregate that was asked.</summary>
    public static Outcome Of(params IFact[] facts) => new Accepted(Array.ConvertAll(facts, fact => new FactOnStream(null, fact)));

    /// <summary>Facts on several streams, in one transaction.</summary>
    public static Outcome On(params FactOnStream[] facts) => new Accepted(facts);

    public static implicit operator Outcome(Refusal refusal) => new Refused(refusal);
}

/// <param name="StreamId">Null for the stream of the aggregate that was asked.</param>
public sealed record FactOnStream(string? StreamId, IFact Fact);

/// <summary>Why the law, or the state of things, does not allow what was asked.</summary>
/// <param name="Code">Stable, for machines: <c>institution.not-determining-authority</c>.</param>
/// <param name="Kind">What sort of refusal it is; decides the HTTP status.</param>
/// <param name="Zh">The reason in Chinese, for people.</param>
/// <param name="En">The same in English.</param>
/// <param name="Citation">
/// The article it rests on; null where no article but the ledger's own order is hurt (not found, already ended).
/// </param>
/// <param name="Mend">What would make it lawful, in Chinese.</param>
public sealed record Refusal(string Code, RefusalKind Kind, string Zh, string En, Citation? Citation = null, string? Mend = null);

public enum RefusalKind
{
    /// <summary>There is no such thing (404).</summary>
    NotFound,

    /// <summary>The actor may not do this (403).</summary>
    NotAllowed,

    /// <summary>Not in this state (409).</summary>
    WrongState,

    /// <summary>What the law asks for is missing (422).</summary>
    Unlawful,
}

/// <summary>An article with the words that are applied.</summary>
/// <param name="Instrument">The instrument's short id in the pack: <c>259</c>.</param>
/// <param name="Title">《江西省专业技术人员继续教育办法》.</param>
/// <param name="DocumentNumber">江西省人民政府令第259号.</param>
/// <param name="Article">第二十五条.</param>
/// <param name="Words">The words of the article that are applied, as they stand there.</param>
public sealed record Citation(string Instrument, string Title, string DocumentNumber, string Article, string Words)
{
    /// <summary>As a fact writes it down: <c>259:第二十五条</c>.</summary>
    public string Key => KeyOf(Instrument, Article);

    internal static string KeyOf(string instrument, string article) => $"{instrument}:{article}";
}
