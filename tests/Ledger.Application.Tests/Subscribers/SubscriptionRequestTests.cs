using Ledger.Application.Subscribers;
using Ledger.Domain.Kernel;

namespace Ledger.Application.Tests.Subscribers;

public sealed class SubscriptionRequestTests
{
    private const string Address = "https://example.org/notices";

    [Theory]
    [InlineData("credits.")]
    [InlineData("credits.recognised.v1")]
    [InlineData("credits")]
    [InlineData("c")]
    [InlineData("")]
    [InlineData("import.")]
    [InlineData("people.")]
    [InlineData("institution")]
    [InlineData("Institution.")]
    public void What_is_not_public_cannot_be_subscribed_to(string prefix) =>
        Problem(Address, "list.", prefix).ShouldBe("subscription.not-public");

    [Theory]
    [InlineData("institution.legal-representative-changed.v1")]
    [InlineData("institution.contact-")]
    [InlineData("institution.nothing")]
    [InlineData("list.opened.v1.more")]
    public void A_prefix_of_no_public_fact_is_refused(string prefix) => Problem(Address, prefix).ShouldBe("subscription.no-such-facts");

    [Theory]
    [InlineData("example.org/notices", "subscription.address")]
    [InlineData("/notices", "subscription.address")]
    [InlineData("", "subscription.address")]
    [InlineData("ftp://example.org/", "subscription.address")]
    [InlineData("file:///etc/passwd", "subscription.address")]
    [InlineData("https://user@example.org/", "subscription.address-user")]
    [InlineData("https://user:word@example.org/", "subscription.address-user")]
    [InlineData("https://example.org/#part", "subscription.address-fragment")]
    [InlineData("https://example.org/#", "subscription.address-fragment")]
    [InlineData("https://example.org/36010119800101123X", "subscription.address-personal")]
    public void An_address_that_cannot_do_is_refused(string address, string code) => Problem(address, "list.").ShouldBe(code);

    [Fact]
    public void Limits_are_kept()
    {
        var path = new string('a', SubscriberLimits.AddressCharacters);
        Problem("https://example.org/" + path, "list.").ShouldBe("subscription.address-too-long");
        Problem(Address).ShouldBe("subscription.facts-missing");
        Problem(Address, [.. Enumerable.Repeat("list.", SubscriberLimits.Prefixes + 1)]).ShouldBe("subscription.facts-too-many");
        new SubscriptionRequest(Address, ["list."], 0).Problem(out _)!.Code.ShouldBe("subscription.from");
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000/in")]
    [InlineData("https://[::1]/in?key=1")]
    [InlineData("https://通知.example.org/")]
    public void A_whole_address_and_public_prefixes_will_do(string address) =>
        Problem(address, "institution.", "decision.issued", "list.entry-listed.v1").ShouldBeNull();

    [Fact]
    public void No_public_fact_has_the_id_of_a_person_in_it()
    {
        PublicFacts.All.Count.ShouldBeGreaterThan(30);
        foreach (var alias in PublicFacts.All)
        {
            alias.ShouldNotStartWith("credits.");
            FactCatalog.Types[alias].GetProperties()
                .Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
                .ShouldNotContain(typeof(Guid), alias);
        }
    }

    [Theory]
    [InlineData("start", true, 1L)]
    [InlineData("now", true, null)]
    [InlineData("17", true, 17L)]
    [InlineData("0", false, null)]
    [InlineData("-1", false, null)]
    [InlineData("begin", false, null)]
    public void A_beginning_is_a_word_or_a_position(string text, bool read, long? from)
    {
        SubscriptionRequest.TryParseFrom(text, out var parsed).ShouldBe(read);
        if (read)
            parsed.ShouldBe(from);
    }

    private static string? Problem(string address, params string[] facts) => new SubscriptionRequest(address, facts).Problem(out _)?.Code;
}
