using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Ledger.Domain.Kernel;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Requests;

/// <summary>Reads a command out of a request: its body strictly, and its ids out of the path.</summary>
public static class CommandBody
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = HostLimits.CommandJsonDepth,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
    };

    private static readonly Dictionary<string, string> NothingFromPath = [];

    /// <param name="fromPath">The command's properties that the path names, and what it says.</param>
    /// <returns>The command, or what is wrong; exactly one of the two.</returns>
    public static async Task<(ICommand? Command, Problem? Problem)> Read(
        HttpRequest request, Type type, IReadOnlyDictionary<string, string> fromPath, CancellationToken cancellation)
    {
        var (bytes, problem) = await Whole(request, cancellation);
        return problem is null ? Parse(bytes, type, fromPath) : (null, problem);
    }

    /// <summary>Reads what is no command, and has nothing of it in the path, as strictly.</summary>
    /// <returns>What was read, or what is wrong; exactly one of the two.</returns>
    public static async Task<(T? Body, Problem? Problem)> Read<T>(HttpRequest request, CancellationToken cancellation) where T : class
    {
        var (bytes, problem) = await Whole(request, cancellation);
        var (body, wrong) = problem is null ? ParseObject(bytes, typeof(T), NothingFromPath) : (null, problem);
        return ((T?)body, wrong);
    }

    public static (ICommand? Command, Problem? Problem) Parse(
        ReadOnlyMemory<byte> bytes, Type type, IReadOnlyDictionary<string, string> fromPath)
    {
        var (command, problem) = ParseObject(bytes, type, fromPath);
        return ((ICommand?)command, problem);
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> Whole(HttpRequest request, CancellationToken cancellation)
    {
        if (!IsJson(request.ContentType))
            return (default, KnownProblems.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        return await Bytes(request, cancellation) is { } bytes
            ? (bytes, null)
            : (default, KnownProblems.OfStatus(StatusCodes.Status413PayloadTooLarge));
    }

    private static (object? Body, Problem? Problem) ParseObject(
        ReadOnlyMemory<byte> bytes, Type type, IReadOnlyDictionary<string, string> fromPath)
    {
        if (!Utf8.IsValid(bytes.Span))
            return (null, KnownProblems.BadRequest("body.not-utf8", "正文不是有效的 UTF-8。"));
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Parse(json.RootElement, type, fromPath)
                : (null, KnownProblems.BadRequest("body.not-object", "正文应为一个 JSON 对象。"));
        }
        catch (JsonException error)
        {
            return (null, KnownProblems.BadRequest(
                "body.not-json", $"正文不是完整的 JSON，或嵌套超过 {HostLimits.CommandJsonDepth} 层（第 {error.LineNumber + 1} 行）。"));
        }
    }

    private static (object? Body, Problem? Problem) Parse(
        JsonElement body, Type type, IReadOnlyDictionary<string, string> fromPath)
    {
        // First as it was sent, so that a duplicate is seen; what the path gives is then not missing.
        var errors = JsonShape.ErrorsOf(body, type, CommandJson.Options)
            .Where(error => error.Code != "field.missing" || !fromPath.ContainsKey(error.Field))
            .Concat(fromPath.Where(pair => Contradicts(body, pair.Key, pair.Value))
                .Select(pair => new FieldError(pair.Key, "field.not-as-in-path", "与地址中的编号不一致；可省略此字段。")))
            .ToList();
        if (errors.Count > 0)
            return (null, KnownProblems.BadFields(errors));

        var whole = JsonObject.Create(body)!;
        foreach (var (name, value) in fromPath)
            whole[name] = IsNumber(type, name) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : value;
        try
        {
            return (whole.Deserialize(type, CommandJson.Options), null);
        }
        catch (JsonException error)
        {
            // Only what the path gave can still be wrong here.
            var field = error.Path?.TrimStart('$', '.') ?? "$";
            return (null, KnownProblems.BadFields([new FieldError(field, "field.type", "地址中的编号格式不符。")]));
        }
    }

    private static bool IsNumber(Type command, string name) =>
        CommandJson.Options.GetTypeInfo(command).Properties.First(property => property.Name == name).PropertyType == typeof(int);

    private static bool Contradicts(JsonElement body, string name, string value) =>
        body.TryGetProperty(name, out var said) && said.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && !string.Equals(TextOf(said), value, StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(JsonElement said)
    {
        try
        {
            return said.ValueKind == JsonValueKind.String ? said.GetString() : said.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when there are more than are allowed. The rest is read and not kept.</summary>
    private static async Task<byte[]?> Bytes(HttpRequest request, CancellationToken cancellation)
    {
        var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var all = 0L;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0; all += read)
        {
            if (all + read <= HostLimits.CommandBodyBytes)
                kept.Write(buffer, 0, read);
        }

        return all <= HostLimits.CommandBodyBytes ? kept.ToArray() : null;
    }
}
