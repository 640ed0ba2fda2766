using System.Buffers.Binary;
using System.Text;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;

namespace Ledger.Projections.Tests.Engine;

public sealed class PackedHoursTests
{
    [Fact]
    public void What_is_unpacked_is_what_was_packed()
    {
        const int Facts = 2_000;
        var random = new Random(20240701);
        var packing = new PackedHours();
        var (given, bytes) = (new List<StoredFact>(), new List<byte>());
        for (var number = 0; number < Facts; number++)
        {
            var act = new Act(new DateOnly(2024, 1, 1).AddDays(random.Next(3)), "hr-360000", null, Text(random));
            var hours = new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29));
            IFact fact = random.Next(2) == 0
                ? new HoursRecognised(act, Guid.NewGuid(), hours)
                : new HoursClaimed(
                    act, Guid.NewGuid(), (LearningForm)random.Next(1, 7), (SubjectKind)random.Next(2), hours, Text(random),
                    Text(random) ?? "", Text(random), act.On, act.On.AddDays(random.Next(9)), Text(random), Text(random));
            var stored = new StoredFact(
                random.NextInt64(), $"credits-{random.Next()}", random.NextInt64(), FactCatalog.NameOf(fact.GetType()), fact);
            given.Add(stored);
            bytes.AddRange(Pack(packing, stored));
        }

        ReadOnlySpan<byte> rest = bytes.ToArray();
        foreach (var stored in given)
        {
            var unpacked = packing.Unpack(ref rest);
            unpacked.ShouldBe(stored);
            // Equal is not enough: 8.50 has other digits than 8.5, and they are shown.
            Scale(unpacked.Fact).ShouldBe(Scale(stored.Fact));
        }

        rest.IsEmpty.ShouldBeTrue();
        bytes.Count.ShouldBeLessThan(150 * Facts);
    }

    [Fact]
    public void Another_fact_and_a_stream_of_too_long_a_name_are_not_packed()
    {
        var packing = new PackedHours();
        var recognised = Said.Recognised(Guid.NewGuid(), 8);
        Pack(packing, Stored("s", recognised)).ShouldNotBeEmpty();
        Pack(packing, Stored(new string('s', 256), recognised)).ShouldBeEmpty();
        Pack(packing, Stored("s", Said.Reversed(Guid.NewGuid(), 8))).ShouldBeEmpty();
    }

    [Fact]
    public void There_are_no_more_numbers_than_were_asked_for()
    {
        var numbered = new Numbered<string>(2);
        int Number(string? value) => numbered.TryNumber(value, out var number) ? number : -1;
        (Number("甲"), Number("乙"), Number("甲"), Number("丙"), Number(null), Number("乙")).ShouldBe((1, 2, 1, -1, 0, 2));
        (numbered.Of(0), numbered.Of(1), numbered.Of(2)).ShouldBe((null, "甲", "乙"));
    }

    private static StoredFact Stored(string stream, IFact fact) => new(1, stream, 1, "", fact);

    private static byte[] Pack(PackedHours packing, StoredFact stored)
    {
        ReadOnlySpan<byte> record = Record(stored);
        return packing.Pack(EventTuple.Read(ref record), stored.Fact).ToArray();
    }

    /// <summary>As PostgreSQL's record_send writes an event.</summary>
    private static byte[] Record(StoredFact stored)
    {
        var bytes = new List<byte> { 0, 0, 0, 5 };
        var number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, stored.Position);
        Field(number);
        BinaryPrimitives.WriteInt64BigEndian(number, stored.Version);
        Field(number);
        Field(Encoding.UTF8.GetBytes(stored.Type));
        Field(Encoding.UTF8.GetBytes(stored.StreamId));
        Field([1, (byte)'{', (byte)'}']);
        return [.. bytes];

        void Field(byte[] field)
        {
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
            bytes.AddRange([0, 0, 0, 0, .. length, .. field]);
        }
    }

    private static int Scale(IFact fact) => (fact switch
    {
        HoursClaimed claimed => claimed.Hours,
        HoursRecognised recognised => recognised.Hours,
        _ => 0,
    }).Scale;

    private static string? Text(Random random) => random.Next(4) == 0 ? null : $"文{random.Next(30)}";
}
