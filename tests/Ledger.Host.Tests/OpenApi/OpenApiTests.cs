using System.Text.Json;
using Ledger.Host.Commands;

namespace Ledger.Host.Tests.OpenApi;

[Collection(OneLedger.Name)]
public sealed class OpenApiTests(RunningLedger ledger)
{
    private static readonly string[] Queries =
    [
        "/api/v1/institutions", "/api/v1/institutions/{institution}", "/api/v1/institutions/{institution}/history",
        "/api/v1/institutions/{institution}/names", "/api/v1/decisions/{decision}", "/api/v1/credit-hours/{person}/{year}",
        "/api/v1/annual-summaries/institutions/{institution}/{year}", "/api/v1/annual-summaries/regions/{division}/{year}",
        "/api/v1/lists", "/api/v1/lists/{list}/editions",
        "/api/v1/lists/{list}/editions/{edition}/changes", "/api/v1/projections", "/health/live", "/health/ready",
        "/api/v1/institutions/diff", "/api/v1/institutions/{institution}/diff", "/api/v1/credit-hours/{person}/{year}/diff",
        "/api/v1/editions", "/api/v1/editions/{year}",
    ];

    private static readonly string[] Subscriptions =
        ["get /api/v1/subscriptions", "post /api/v1/subscriptions", "delete /api/v1/subscriptions/{subscription}"];

    [Fact]
    public async Task It_is_OpenAPI_3_1_and_has_every_route_and_no_other()
    {
        var document = await ledger.Get("/openapi/v1.json");

        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1.");
        var said = Operations(document).Select(operation => $"{operation.Verb} {operation.Path}").Order();
        said.ShouldBe(Queries.Select(path => "get " + path)
            .Concat(CommandRoute.All.Select(route => "post /api/v1" + route.Pattern))
            .Concat(Subscriptions).Order());
    }

    [Fact]
    public async Task Every_operation_has_an_id_a_Chinese_summary_an_answer_and_its_problems()
    {
        var operations = Operations(await ledger.Get("/openapi/v1.json"));

        operations.Select(one => one.Body.GetProperty("operationId").GetString()).Distinct().Count().ShouldBe(operations.Count);
        foreach (var (path, verb, body) in operations)
        {
            body.GetProperty("summary").GetString()!.ShouldContain(letter => letter >= '\u4E00', $"{verb} {path}");
            var responses = body.GetProperty("responses").EnumerateObject().ToList();
            responses.ShouldContain(response => response.Name.StartsWith('2') && HasSchema(response.Value, "application/json"));
            var problems = responses.Where(response => response.Name[0] is '4' or '5').ToList();
            problems.Select(response => response.Name).ShouldContain("400");
            // Not being ready is an answer of its own and no problem.
            problems.Where(response => (path, response.Name) != ("/health/ready", "503"))
                .ShouldAllBe(response => HasSchema(response.Value, "application/problem+json"));
            if (verb == "post" && !IsOfSubscriptions(path))
                problems.Select(response => response.Name).ShouldBe(
                    ["400", "403", "404", "409", "412", "413", "415", "421", "422", "500", "503"], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Every_path_parameter_is_described_and_every_reference_leads_somewhere()
    {
        var document = await ledger.Get("/openapi/v1.json");

        foreach (var (path, verb, body) in Operations(document))
        {
            var inPath = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
            Parameters(body, "path").ShouldBe(inPath, ignoreOrder: true, $"{verb} {path}");
            if (verb == "post" && !IsOfSubscriptions(path))
                Parameters(body, "header").ShouldBe(["Idempotency-Key", "If-Match", "Ledger-Actor"], ignoreOrder: true);
        }

        foreach (var reference in References(document))
            Resolve(document, reference).ValueKind.ShouldBe(JsonValueKind.Object, reference);
    }

    [Fact]
    public async Task An_edition_is_asked_for_by_its_day()
    {
        var document = await ledger.Get("/openapi/v1.json");
        var operation = document.GetProperty("paths").GetProperty("/api/v1/lists/{list}/editions/{edition}/changes").GetProperty("get");

        var edition = operation.GetProperty("parameters").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "edition");
        edition.GetProperty("description").GetString()!.ShouldContain("版本");
        edition.GetProperty("schema").GetProperty("format").GetString().ShouldBe("date");
        Parameters(operation, "query").ShouldBe(["knownAt", "cursor", "limit"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_commands_schema_needs_what_the_path_does_not_give_and_nothing_that_may_be_left_out()
    {
        var document = await ledger.Get("/openapi/v1.json");
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("RegisterInstitution");

        schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(
            ["name", "host", "division", "on", "by"], ignoreOrder: true);
        schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
    }

    private static List<(string Path, string Verb, JsonElement Body)> Operations(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from verb in path.Value.EnumerateObject()
           select (path.Name, verb.Name, verb.Value),
    ];

    /// <summary>What is no command is under none of their keys and conditions.</summary>
    private static bool IsOfSubscriptions(string path) => path == "/api/v1/subscriptions";

    private static bool HasSchema(JsonElement response, string mediaType) =>
        response.TryGetProperty("content", out var content) && content.TryGetProperty(mediaType, out var media)
        && media.TryGetProperty("schema", out _);

    private static List<string> Parameters(JsonElement operation, string where) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Where(one => one.GetProperty("in").GetString() == where)
                .Select(one => one.GetProperty("name").GetString()!)]
            : [];

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static JsonElement Resolve(JsonElement document, string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at.TryGetProperty(name, out var next) ? next : default);
}
