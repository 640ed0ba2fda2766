using System.Net;
using Ledger.Application.Commands;
using Ledger.Application.Editions;

namespace Ledger.Host.Tests.Queries;

[Collection(OneLedger.Name)]
public sealed class EditionTests(RunningLedger ledger)
{
    private const string Title = "1999年度继续教育统计";

    [Fact]
    public async Task An_edition_is_told_with_position_digest_and_what_a_restatement_changed()
    {
        var request = new EditionRequest(1999, Title, new DateOnly(2025, 2, 1), Scenes.ProvincialHr, "赣人社统〔2025〕1号");
        var before = await ledger.Ledger.Store.Head(CancellationToken.None);
        var published = (EditionResult.Answered)await ledger.Ledger.Editions.Publish(
            request, new CommandContext("local"), null, CancellationToken.None);
        published.Answer.ShouldBeOfType<CommandAnswer.Done>();

        var edition = (await ledger.Get("/api/v1/editions/1999")).GetProperty("editions").EnumerateArray().Single();
        edition.GetProperty("sha256").GetString().ShouldBe(published.Figures.Sha256);
        edition.GetProperty("figuresAt").GetInt64().ShouldBe(published.Figures.Position);
        edition.GetProperty("title").GetString().ShouldBe(Title);
        (await ledger.Get("/api/v1/editions")).GetProperty("editions").EnumerateArray()
            .ShouldContain(one => one.GetProperty("year").GetInt32() == 1999);
        using var earlier = await ledger.Client.GetAsync($"/api/v1/editions/1999?knownAt={before}");
        await earlier.ShouldBeProblem(HttpStatusCode.NotFound, "edition.not-found");

        var recorded = edition.GetProperty("recordedAs").GetInt64();
        foreach (var address in (string[])["/editions", "/editions/1999"])
        {
            var html = await ledger.Client.GetStringAsync(address);
            foreach (var said in (string[])[Title, published.Figures.Sha256, $"/log/proof/{recorded}", "赣人社统〔2025〕1号"])
                html.ShouldContain(said);
        }

        (await ledger.Client.GetStringAsync("/summaries/2024")).ShouldContain("href=\"/editions\"");
    }

    [Theory]
    [InlineData("/api/v1/editions/1998")]
    [InlineData("/api/v1/editions/19")]
    [InlineData("/editions/1998")]
    public async Task A_year_of_which_nothing_was_published_is_404(string address)
    {
        using var answer = await ledger.Client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
