using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Host.Tests.Problems;

[Collection(OneLedger.Name)]
public sealed class BadAddressTests(RunningLedger ledger)
{
    /// <summary>The example of GB 11643-1999 itself; nobody's.</summary>
    private const string ExampleNumber = "11010519491231002X";

    [Theory]
    [InlineData("/api/v1/nowhere", 404)]
    [InlineData("/api/v1/institutions/no-such", 404)]
    [InlineData("/api/v1/institutions/%E4%B8%AD", 404)]
    [InlineData("/api/v1/institutions/a%27%3Bdrop%20table", 404)]
    [InlineData("/api/v1/institutions/%F0%A0%80%80", 404)]
    [InlineData("/api/v1/decisions/no-such", 404)]
    [InlineData("/api/v1/lists/no-such/editions", 404)]
    [InlineData("/api/v1/credit-hours/not-a-uuid/2024", 404)]
    [InlineData("/api/v1/credit-hours/00000000-0000-0000-0000-000000000001/20x4", 404)]
    [InlineData("/api/v1/annual-summaries/regions/36/2024", 404)]
    [InlineData("/api/v1/institutions?text=%FF%FE", 400)]
    [InlineData("/api/v1/institutions?text=%00", 400)]
    [InlineData("/api/v1/institutions?text=a%0Ab", 400)]
    [InlineData("/api/v1/institutions?text=%ED%A0%80", 400)]
    [InlineData("/api/v1/institutions?validAt=2024-02-30", 400)]
    [InlineData("/api/v1/institutions?validAt=1066-10-14", 400)]
    [InlineData("/api/v1/institutions?knownAt=2024-02-03", 400)]
    [InlineData("/api/v1/institutions?knownAt=-1", 400)]
    [InlineData("/api/v1/institutions?limit=0", 400)]
    [InlineData("/api/v1/institutions?limit=201", 400)]
    [InlineData("/api/v1/institutions?limit=1e2", 400)]
    [InlineData("/api/v1/institutions?cursor=abc", 400)]
    [InlineData("/api/v1/institutions?cursor=eyJSYW5rIjotMX0", 400)]
    [InlineData("/api/v1/institutions?kind=other", 400)]
    [InlineData("/api/v1/institutions?text=a&text=b", 400)]
    [InlineData("/api/v1/institutions?tekst=a", 400)]
    [InlineData("/api/v1/lists?x=1", 400)]
    public async Task A_bad_address_is_a_problem_and_never_a_fault(string address, int status)
    {
        using var answer = await ledger.Client.GetAsync(new Uri(ledger.Url, address));

        await answer.ShouldBeProblem((HttpStatusCode)status);
    }

    [Theory]
    [InlineData("'%3B%20drop%20table%20mt_events%3B%20--")]
    [InlineData("%25%25%5C_")]
    [InlineData("%F0%A0%80%80%F0%9F%8E%93")]
    [InlineData("%3DSUM%28A1%3AZ9%29")]
    [InlineData("%E2%80%8B")]
    public async Task A_search_for_any_text_is_an_answer(string text)
    {
        (await ledger.Get($"/api/v1/institutions?text={text}")).GetProperty("rows").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/institutions/x", 405)]
    [InlineData("DELETE", "/api/v1/institutions/x", 405)]
    [InlineData("PATCH", "/api/v1/lists", 405)]
    [InlineData("GET", "/api/v1/institutions/x/renamings", 405)]
    [InlineData("BREW", "/api/v1/lists", 405)]
    public async Task A_wrong_verb_is_405_and_told_the_right_ones(string verb, string address, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), address);
        using var answer = await ledger.Client.SendAsync(request);

        await answer.ShouldBeProblem((HttpStatusCode)status, "request.method");
        answer.Content.Headers.Allow.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/api/v1/institutions/{0}")]
    [InlineData("/api/v1/credit-hours/{0}/2024")]
    [InlineData("/api/v1/institutions?text={0}")]
    [InlineData("/api/v1/institutions?text=a%20{0}")]
    public async Task An_identity_number_in_an_address_is_refused_without_repeating_it(string form)
    {
        using var answer = await ledger.Client.GetAsync(form.Replace("{0}", ExampleNumber, StringComparison.Ordinal));

        await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.identity-number-in-address");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain(ExampleNumber);
        string.Join('\n', ledger.Log.Lines).ShouldNotContain(ExampleNumber);
    }

    [Fact]
    public async Task Nothing_that_is_searched_for_is_logged()
    {
        using var answer = await ledger.Client.GetAsync("/api/v1/institutions?text=nothing-to-be-logged&limit=bad");

        string.Join('\n', ledger.Log.Lines).ShouldNotContain("nothing-to-be-logged");
    }

    [Theory]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 20_000, 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: {0}\r\n\r\n", 40_000, 431)]
    [InlineData("GET /api/v1/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 0, 400)]
    [InlineData("GET /\u0001 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 0, 400)]
    [InlineData("nonsense\r\n\r\n", 0, 400)]
    public async Task What_the_server_itself_refuses_is_a_4xx(string form, int length, int status)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, ledger.Url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(form.Replace("{0}", new string('a', length), StringComparison.Ordinal)));
        using var reader = new StreamReader(stream);

        (await reader.ReadLineAsync())!.ShouldStartWith($"HTTP/1.1 {status} ");
    }
}
