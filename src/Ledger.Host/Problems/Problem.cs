using System.Text.Json.Serialization;

namespace Ledger.Host.Problems;

/// <summary>Problem details (RFC 9457), with the law's side of it where there is one.</summary>
/// <param name="Type">A URN that names the kind of problem: <c>urn:ledger:problem:institution.not-listed</c>.</param>
/// <param name="Title">The kind of problem in Chinese; the same for every occurrence.</param>
/// <param name="Detail">This occurrence, in Chinese.</param>
/// <param name="Code">The end of <paramref name="Type"/>, for machines.</param>
/// <param name="Rule">Instrument and article as facts write them: <c>259:第二十五条</c>.</param>
/// <param name="Words">The words of the article that are applied.</param>
/// <param name="Mend">What would make it lawful, or right.</param>
/// <param name="Actual">The stream's version now, where If-Match named another.</param>
/// <param name="TraceId">Names this answer in the service's log.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string? DetailEn = null,
    string? Rule = null,
    string? Article = null,
    string? DocumentNumber = null,
    string? Words = null,
    string? Mend = null,
    long? Actual = null,
    IReadOnlyList<FieldError>? Errors = null,
    string? TraceId = null)
{
    public const string MediaType = "application/problem+json";
    public const string TypePrefix = "urn:ledger:problem:";

    /// <summary>Headers that belong to the answer, such as Allow.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public static Problem Of(int status, string code, string title, string detail) => new(TypePrefix + code, title, status, detail, code);
}

/// <param name="Field">Path in the body (<c>evidence[0].sha256</c>), or the parameter's or header's name.</param>
public sealed record FieldError(string Field, string Code, string Message);
