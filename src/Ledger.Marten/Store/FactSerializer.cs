using System.Buffers;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Kernel;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using ISerializer = Marten.ISerializer;

namespace Ledger.Marten.Store;

/// <summary>
/// The JSON of facts, for Marten: <see cref="FactCatalog.Json"/>, but a fact that was made of a body is written as that body. What the
/// fact's type does not know of it is so kept, and Marten still holds a typed fact. src/decisions/0011 compares this with other ways.
/// </summary>
/// <param name="types">The facts by their aliases.</param>
internal sealed class FactSerializer(IReadOnlyDictionary<string, Type> types) : ISerializer
{
    /// <summary>By the fact itself and not by its value: two equal facts may have come with different bodies.</summary>
    private static readonly ConditionalWeakTable<object, byte[]> Bodies = [];

    public EnumStorage EnumStorage => EnumStorage.AsString;

    public Casing Casing => Casing.CamelCase;

    public ValueCasting ValueCasting => ValueCasting.Strict;

    /// <summary>Makes the fact of a body, or an <see cref="UnknownFact"/>. Either is written as this body.</summary>
    public object ToData(string alias, byte[] json)
    {
        try
        {
            if (types.TryGetValue(alias, out var type) && JsonSerializer.Deserialize(json, type, FactCatalog.Json) is { } fact)
            {
                Bodies.Add(fact, json);
                return fact;
            }
        }
        catch (JsonException)
        {
            // A newer program's, with a word that this one does not know.
        }

        return new UnknownFact(json);
    }

    public void WriteTo(IBufferWriter<byte> writer, object? value)
    {
        if (TryBody(value, out var body))
        {
            writer.Write(body.Span);
            return;
        }

        using var json = new Utf8JsonWriter(writer);
        JsonSerializer.Serialize(json, value, value?.GetType() ?? typeof(object), FactCatalog.Json);
    }

    public void WriteToParameter(NpgsqlParameter parameter, object? value)
    {
        parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = value is null ? DBNull.Value : Bytes(value);
    }

    public string ToJson(object? document) => document is null ? "null" : Encoding.UTF8.GetString(Bytes(document));

    public string ToCleanJson(object? document) => ToJson(document);

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => WriteTo(writer, value);

    public string ToJsonWithTypes(object document) => ToJson(document);

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => WriteTo(writer, value);

    public T FromJson<T>(Stream stream) => JsonSerializer.Deserialize<T>(stream, FactCatalog.Json)!;

    public T FromJson<T>(DbDataReader reader, int index) =>
        JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(index), FactCatalog.Json)!;

    public object FromJson(Type type, Stream stream) => JsonSerializer.Deserialize(stream, type, FactCatalog.Json)!;

    public object FromJson(Type type, DbDataReader reader, int index)
    {
        var body = reader.GetFieldValue<byte[]>(index);
        return type == typeof(UnknownFact) ? new UnknownFact(body) : JsonSerializer.Deserialize(body, type, FactCatalog.Json)!;
    }

    public async ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync<T>(stream, FactCatalog.Json, cancellationToken))!;

    public ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        new(FromJson<T>(reader, index));

    public async ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync(stream, type, FactCatalog.Json, cancellationToken))!;

    public ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        new(FromJson(type, reader, index));

    private static byte[] Bytes(object value) => TryBody(value, out var body)
        ? body.ToArray()
        : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), FactCatalog.Json);

    private static bool TryBody(object? value, out ReadOnlyMemory<byte> body)
    {
        if (value is UnknownFact unknown)
        {
            body = unknown.Json;
            return true;
        }

        body = value is not null && Bodies.TryGetValue(value, out var kept) ? kept : default;
        return !body.IsEmpty;
    }
}
