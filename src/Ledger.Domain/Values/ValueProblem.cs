namespace Ledger.Domain.Values;

/// <summary>Why a text is not the value it should be. It never repeats the text: that may be personal.</summary>
/// <param name="Code">Stable, for machines: <c>uscc.check-character</c>.</param>
/// <param name="Zh">The reason in Chinese, for people.</param>
/// <param name="En">The same in English.</param>
/// <param name="Mend">What would mend it, in Chinese, where that can be told.</param>
/// <param name="Position">Which character of the normalised text, counted from 1, where one can be named.</param>
public sealed record ValueProblem(string Code, string Zh, string En, string? Mend = null, int? Position = null);
