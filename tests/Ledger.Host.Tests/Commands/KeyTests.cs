using System.Net;
using System.Text;
using System.Text.Json;

namespace Ledger.Host.Tests.Commands;

[Collection(OneLedger.Name)]
public sealed class KeyTests(RunningLedger ledger)
{
    [Fact]
    public async Task A_command_without_a_key_is_refused_and_told_which_header()
    {
        using var answer = await ledger.PostBytes($"/institutions/{Scenes.NewId("i")}", "{}"u8.ToArray(), "application/json", key: null);

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid");
        problem.Errors().ShouldContain(("Idempotency-Key", "header.idempotency-key-missing"));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("钥匙")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        + "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_key_is_at_most_200_visible_ASCII_characters(string key)
    {
        using var answer = await ledger.Post($"/institutions/{Scenes.NewId("i")}", Scenes.Registration("键形虚构中心"), key);

        ((int)answer.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task The_same_key_and_command_get_the_first_answer_again()
    {
        var (path, key) = ($"/institutions/{Scenes.NewId("i")}", Guid.NewGuid().ToString());
        using var first = await ledger.Post(path, Scenes.Registration("重发虚构中心"), key);
        using var again = await ledger.Post(path, Scenes.Registration("重发虚构中心"), key);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
    }

    [Fact]
    public async Task Spaces_in_the_body_do_not_make_it_another_command()
    {
        var (path, key) = ($"/institutions/{Scenes.NewId("i")}", Guid.NewGuid().ToString());
        const string Body = """{"name":"空白虚构中心","host":"虚构大学","division":"360000","on":"2024-01-10","by":"hr-360000"}""";
        using var first = await ledger.PostText(path, Body, key);
        using var again = await ledger.PostText(path, Body.Replace(",", " ,\n ", StringComparison.Ordinal), key);

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_a_conflict_and_writes_nothing()
    {
        var (path, key) = ($"/institutions/{Scenes.NewId("i")}", Guid.NewGuid().ToString());
        using var first = await ledger.Post(path, Scenes.Registration("一名虚构中心"), key);
        using var other = await ledger.Post(path, Scenes.Registration("另名虚构中心"), key);

        await other.ShouldBeProblem(HttpStatusCode.Conflict, "request.idempotency-key-reused");
        (await ledger.Get($"/api/v1{path}/history")).GetProperty("facts").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_its_actors_own()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await ledger.Post($"/institutions/{Scenes.NewId("i")}", Scenes.Registration("甲方虚构中心"), key);
        using var other = await ledger.PostBytes(
            $"/institutions/{Scenes.NewId("i")}", JsonSerializer.SerializeToUtf8Bytes(Scenes.Registration("乙方虚构中心")),
            "application/json", key, headers: ("Ledger-Actor", "another-client"));

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        other.StatusCode.ShouldBe(HttpStatusCode.Created);
        other.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
    }

    [Fact]
    public async Task Said_again_under_another_key_it_is_200_and_no_second_fact()
    {
        var path = $"/institutions/{Scenes.NewId("i")}";
        using var first = await ledger.Post(path, Scenes.Registration("再说虚构中心"));
        using var again = await ledger.Post(path, Scenes.Registration("再说虚构中心"));

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunningLedger.Json(again)).GetProperty("facts").GetInt32().ShouldBe(0);
        (await ledger.Get($"/api/v1{path}/history")).GetProperty("facts").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Sixteen_at_once_under_one_key_leave_one_fact_and_get_one_answer()
    {
        var (path, key) = ($"/institutions/{Scenes.NewId("i")}", Guid.NewGuid().ToString());
        var body = Encoding.UTF8.GetBytes("""{"name":"同时虚构中心","host":"虚构大学","division":"360000","on":"2024-01-10","by":"hr-360000"}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ledger.PostBytes(path, body, "application/json", key)));

        answers.Select(answer => answer.StatusCode).Distinct().ShouldBe([HttpStatusCode.Created]);
        (await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct().Count().ShouldBe(1);
        answers.Count(answer => !answer.Headers.Contains("Idempotency-Replayed")).ShouldBe(1);
        (await ledger.Get($"/api/v1{path}/history")).GetProperty("facts").GetArrayLength().ShouldBe(1);
    }
}
