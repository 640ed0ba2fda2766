using System.Data.Common;

namespace Ledger.EventStore.Reading;

/// <summary>Turns rows into events. Types and metadata repeat, so their objects are shared within one read.</summary>
internal sealed class RowReader(DbDataReader reader)
{
    public const string Columns = "seq_id, stream_id, version, id, type, data, timestamp, user_name, correlation_id, causation_id, headers";

    private EventMetadata metadata = EventMetadata.None;
    private string type = "";

    public RecordedEvent Read() => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetInt64(2),
        reader.GetGuid(3),
        Type(),
        reader.GetFieldValue<byte[]>(5),
        new DateTimeOffset(reader.GetDateTime(6)),
        Metadata(),
        Headers());

    private string Type()
    {
        var read = reader.GetString(4);
        return type = read == type ? type : read;
    }

    private EventMetadata Metadata()
    {
        var read = new EventMetadata(Text(7), Text(8), Text(9));
        return metadata = read == metadata ? metadata : read;
    }

    /// <summary>Marten writes a JSON null where we write none; both say the same.</summary>
    private string? Headers() => Text(10) is { } text and not "null" ? text : null;

    private string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
