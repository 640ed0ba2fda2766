using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Conformance.Cross;

/// <summary>An event written by the one engine is the same event to the other, for every kind of fact.</summary>
public abstract class CrossFactConformance<TFirst, TSecond> : CrossSuite<TFirst, TSecond>
    where TFirst : ILedgerEngineFactory, new()
    where TSecond : ILedgerEngineFactory, new()
{
    private static readonly EventMetadata Metadata = new("clerk-1", "request-7", "institution.register");

    [Fact]
    public virtual void There_is_an_approved_sample_of_every_kind_of_fact() =>
        ApprovedFacts.All.Select(fact => FactCatalog.NameOf(fact.GetType())).Distinct(StringComparer.Ordinal)
            .ShouldBe(FactCatalog.Types.Keys, ignoreOrder: true);

    [Fact]
    public virtual async Task What_the_first_writes_the_second_reads_as_the_same_fact()
    {
        var written = To("s-1", ExpectedVersion.NoStream, ApprovedFacts.All);
        var inBulk = To("s-2", ExpectedVersion.NoStream, ApprovedFacts.All);
        await Appended(First.Store.Append(new AppendRequest([written], Metadata), Never));
        await Appended(First.Store.BulkAppend([inBulk], Metadata, Never));

        var read = await Second.Store.ReadStreams(["s-1", "s-2"], UpTo.Now, Never);
        foreach (var (stream, events) in new[] { ("s-1", written.Events), ("s-2", inBulk.Events) })
        {
            read[stream].Events.Select(one => (one.Id, one.Type, one.Metadata))
                .ShouldBe(events.Select(one => (one.Id, one.Type, Metadata)));
            // A fact that holds a list is not equal by value, so the form that it is written in anew is compared.
            read[stream].Events.Select(one => FactCodec.Decode(one).Fact!).Select(Written)
                .ShouldBe(ApprovedFacts.All.Select(Written));
        }

        await AllAsBothSeeIt();
    }

    [Fact]
    public virtual async Task Both_leave_the_same_rows()
    {
        foreach (var (engine, single, bulk) in new[] { (First, "s-1", "s-2"), (Second, "s-3", "s-4") })
        {
            await Appended(engine.Store.Append(
                new AppendRequest([To(single, ExpectedVersion.NoStream, ApprovedFacts.All)], Metadata), Never));
            await Appended(engine.Store.BulkAppend([To(bulk, ExpectedVersion.NoStream, ApprovedFacts.All)], Metadata, Never));
        }

        // All but where and when: alias, .NET type, body, metadata, tenant, archive mark.
        (await Odd("""
            select type || ' v' || version || ': ' || string_agg(distinct row::text, ' | ')
            from (select type, version, to_jsonb(e) - 'seq_id' - 'id' - 'stream_id' - 'timestamp' as row from mt_events e) r
            group by type, version having count(*) <> 4 or count(distinct row) <> 1
            """)).ShouldBeEmpty();
        (await Odd("""
            select string_agg(distinct row::text, ' | ')
            from (select to_jsonb(s) - 'id' - 'timestamp' - 'created' as row from mt_streams s where id like 's-%') r
            having count(*) <> 4 or count(distinct row) <> 1
            """)).ShouldBeEmpty();
        (await Odd($"""
            select type || ' ' || coalesce(mt_dotnet_type, 'no type') from mt_events
            where mt_dotnet_type is distinct from (array[{Quoted(type => FactCatalog.DotNetNameOf(type.Value))}])
              [array_position(array[{Quoted(type => type.Key)}], type::text)]
            """)).ShouldBeEmpty();
    }

    private static string Quoted(Func<KeyValuePair<string, Type>, string> what) =>
        string.Join(", ", FactCatalog.Types.Select(type => $"'{what(type)}'"));

    private static string Written(IFact fact) => $"{fact.GetType().Name} {System.Text.Encoding.UTF8.GetString(FactCatalog.Write(fact))}";

    /// <returns>The lines of a query for what is not as it should be.</returns>
    private async Task<List<string>> Odd(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines;
    }
}
