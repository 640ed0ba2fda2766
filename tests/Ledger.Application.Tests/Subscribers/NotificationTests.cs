using System.Text;
using System.Text.Json;
using Ledger.Application.Subscribers;
using Ledger.EventStore;

namespace Ledger.Application.Tests.Subscribers;

public sealed class NotificationTests
{
    private static readonly Uri Source = new("urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057");

    [Fact]
    public void It_is_a_cloud_event_with_the_fact_as_it_stands_in_the_log()
    {
        var recorded = Recorded(position: 42, """{"act":{"on":"2024-03-05","by":"hr-360000"},"from":"甲","to":"乙"}""");
        var notification = Notification.Of(recorded, Source);

        using var json = JsonDocument.Parse(notification.Body);
        var attributes = json.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString());
        attributes.ShouldBe(new Dictionary<string, string>
        {
            ["specversion"] = "1.0",
            ["id"] = recorded.Id.ToString(),
            ["source"] = Source.AbsoluteUri,
            ["type"] = "institution.renamed.v1",
            ["time"] = "2024-03-05T04:00:00.000000Z",
            ["datacontenttype"] = "application/json",
            ["subject"] = "institution-a",
            ["sequence"] = "0000000000000000042",
            ["streamversion"] = "3",
            ["data"] = """{"act":{"by":"hr-360000","on":"2024-03-05"},"from":"甲","to":"乙"}""",
        }, ignoreOrder: true);
        notification.Id.ShouldBe(recorded.Id.ToString());
        Encoding.UTF8.GetString(notification.Body.Span).ShouldContain("甲");
    }

    /// <summary>CloudEvents 1.0.2, Attribute Naming Convention: lower-case letters a to z and digits.</summary>
    [Fact]
    public void Every_attribute_is_named_as_cloud_events_ask()
    {
        using var json = JsonDocument.Parse(Notification.Of(Recorded(1, "{}"), Source).Body);
        json.RootElement.EnumerateObject().SelectMany(one => one.Name)
            .ShouldAllBe(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));
    }

    [Fact]
    public void Sequences_compare_as_text_as_positions_do_as_numbers()
    {
        long[] positions = [1, 9, 10, 99, 100, 2_147_483_648, long.MaxValue];
        positions.Select(Sequence).ShouldBe(positions.Select(Sequence).Order(StringComparer.Ordinal));
        positions.Select(Sequence).ShouldAllBe(sequence => sequence.Length == 19);
    }

    private static string Sequence(long position)
    {
        using var json = JsonDocument.Parse(Notification.Of(Recorded(position, "{}"), Source).Body);
        return json.RootElement.GetProperty("sequence").GetString()!;
    }

    private static RecordedEvent Recorded(long position, string body) => new(
        position, "institution-a", 3, Guid.NewGuid(), "institution.renamed.v1", Encoding.UTF8.GetBytes(body),
        new DateTimeOffset(2024, 3, 5, 12, 0, 0, TimeSpan.FromHours(8)), EventMetadata.None);
}
