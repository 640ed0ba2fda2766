using System.Net;

namespace Ledger.Host.Tests.Commands;

[Collection(OneLedger.Name)]
public sealed class VersionTests(RunningLedger ledger)
{
    [Fact]
    public async Task A_command_decided_on_an_old_version_is_412_and_told_the_version_now()
    {
        var id = await ledger.Registered("旧版虚构中心");
        await ledger.Done($"/institutions/{id}/renamings", new { name = "新版虚构中心", on = "2024-02-01" });
        using var answer = await ledger.Post(
            $"/institutions/{id}/renamings", new { name = "迟来虚构中心", on = "2024-03-01" }, ifMatch: "\"1\"");

        var problem = await answer.ShouldBeProblem(HttpStatusCode.PreconditionFailed, "request.stale");
        problem.GetProperty("actual").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task The_ETag_of_a_receipt_and_that_of_a_read_both_serve_as_If_Match()
    {
        var id = Scenes.NewId("i");
        using var registered = await ledger.Post($"/institutions/{id}", Scenes.Registration("标签虚构中心"));
        registered.Headers.ETag!.ToString().ShouldBe("\"1\"");
        registered.Headers.Location!.ToString().ShouldBe($"/api/v1/institutions/{id}");
        using var renamed = await ledger.Post(
            $"/institutions/{id}/renamings", new { name = "标签二虚构中心", on = "2024-02-01" }, ifMatch: registered.Headers.ETag.ToString());
        renamed.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var read = await ledger.Client.GetAsync($"/api/v1/institutions/{id}");
        read.Headers.ETag!.IsWeak.ShouldBeFalse();
        using var again = await ledger.Post(
            $"/institutions/{id}/renamings", new { name = "标签三虚构中心", on = "2024-03-01" }, ifMatch: read.Headers.ETag.ToString());
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("W/\"1\"")]
    [InlineData("1")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task An_If_Match_that_names_no_version_is_400(string ifMatch)
    {
        using var answer = await ledger.Post($"/institutions/{Scenes.NewId("i")}", Scenes.Registration("无版虚构中心"), ifMatch: ifMatch);

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid");
        problem.Errors().ShouldContain(("If-Match", "header.if-match"));
    }
}
