using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Application.Composition;
using Ledger.Host.Tests.Jurisdictions;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.OpenApi;

/// <summary>
/// What the document lists beside what is answered by those who may misdirect: a process that has no ledger under a host name, and a node
/// that only reads.
/// </summary>
[Collection(OneProcess.Name)]
public sealed partial class MisdirectedTests(TwoLedgers ledgers)
{
    [Fact]
    public async Task Under_a_host_that_is_nobody_s_every_operation_answers_as_it_lists()
    {
        using var asked = await ledgers.Get(TwoLedgers.Jiangxi, ApiRoutes.OpenApi);
        var operations = Operations(await RunningLedger.Json(asked));

        operations.ShouldNotBeEmpty();
        foreach (var (method, path, listed) in operations)
        {
            using var answer = await TwoLedgers.Send(ledgers.Service.Url, method, "hubei.localhost", path, Body(method));
            listed.ShouldContain(answer.StatusCode, $"{method} {path}");
            // The process says how it is to whoever asks.
            (answer.StatusCode == HttpStatusCode.MisdirectedRequest).ShouldBe(!IsOfHealth(path), $"{method} {path}");
            listed.Contains(HttpStatusCode.MisdirectedRequest).ShouldBe(!IsOfHealth(path), $"{method} {path}");
        }
    }

    [Fact]
    public async Task At_a_reader_every_operation_answers_as_it_lists()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var writer = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);
        await writer.Projections.CatchUp(CancellationToken.None);
        var settings = LedgerSettings.Of(home.Root) with
        {
            Database = database.ConnectionString,
            ReaderOf = new Uri("http://ledger.invalid:8080"),
        };
        await using var reader = await LedgerSystem.Open(settings, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        await using var app = LedgerHost.Build(new LedgerHostOptions(new Uri("http://127.0.0.1:0"), _ => { }), reader);
        await app.StartAsync();
        var url = new Uri(app.Urls.First());
        using var asked = await TwoLedgers.Send(url, HttpMethod.Get, url.Authority, ApiRoutes.OpenApi);

        foreach (var (method, path, listed) in Operations(await RunningLedger.Json(asked)))
        {
            using var answer = await TwoLedgers.Send(url, method, url.Authority, path, Body(method));
            listed.ShouldContain(answer.StatusCode, $"{method} {path}");
            (answer.StatusCode == HttpStatusCode.MisdirectedRequest).ShouldBe(method != HttpMethod.Get, $"{method} {path}");
        }

        await app.StopAsync();
    }

    private static List<(HttpMethod Method, string Path, IReadOnlyList<HttpStatusCode> Listed)> Operations(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from verb in path.Value.EnumerateObject()
           let listed = verb.Value.GetProperty("responses").EnumerateObject().Select(one => Enum.Parse<HttpStatusCode>(one.Name))
           select (HttpMethod.Parse(verb.Name), Parameter().Replace(path.Name, "x"), (IReadOnlyList<HttpStatusCode>)[.. listed]),
    ];

    private static byte[]? Body(HttpMethod method) => method == HttpMethod.Post ? "{}"u8.ToArray() : null;

    private static bool IsOfHealth(string path) => path is ApiRoutes.Live or ApiRoutes.Ready;

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();
}
