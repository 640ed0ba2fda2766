using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Engine;

/// <summary>
/// The two facts that nearly all events of a province are, in a quarter of the bytes of their bodies and to be read back without parsing:
/// texts and acts, which come again and again, are numbers. Only who packed can unpack. For one task at a time.
/// </summary>
internal sealed class PackedHours
{
    /// <summary>Different texts, and acts, that get a number; each takes some hundred bytes.</summary>
    private const int MostNumbers = 100_000;

    /// <summary>A stream's name is as long at most.</summary>
    private const int LongestStreamBytes = 255;

    private static readonly string Claimed = FactCatalog.NameOf(typeof(HoursClaimed));
    private static readonly string Recognised = FactCatalog.NameOf(typeof(HoursRecognised));

    private readonly Numbered<string> words = new(MostNumbers);
    private readonly Numbered<Act> acts = new(MostNumbers);
    private readonly byte[] packed = new byte[Unsafe.SizeOf<Head>() + LongestStreamBytes + Unsafe.SizeOf<Claim>()];

    /// <returns>Empty for another fact, and for one that there are no numbers for.</returns>
    public ReadOnlySpan<byte> Pack(in EventTuple read, IFact fact)
    {
        if (read.Stream.Length > LongestStreamBytes)
            return default;
        var at = Unsafe.SizeOf<Head>() + read.Stream.Length;
        switch (fact)
        {
            case HoursClaimed claimed when acts.TryNumber(claimed.Act, out var act) && Of(claimed) is { } claim:
                Begin(read, isClaim: true, act, claimed.Entry, claimed.Hours);
                MemoryMarshal.Write(packed.AsSpan(at), claim);
                return packed.AsSpan(0, at + Unsafe.SizeOf<Claim>());
            case HoursRecognised recognised when acts.TryNumber(recognised.Act, out var act):
                Begin(read, isClaim: false, act, recognised.Entry, recognised.Hours);
                return packed.AsSpan(0, at);
            default:
                return default;
        }
    }

    /// <summary>Goes past one packed fact.</summary>
    public StoredFact Unpack(ref ReadOnlySpan<byte> bytes)
    {
        var head = Take<Head>(ref bytes);
        var stream = Encoding.UTF8.GetString(bytes[..head.StreamBytes]);
        bytes = bytes[head.StreamBytes..];
        var act = acts.Of(head.Act)!;
        return head.IsClaim
            ? new StoredFact(head.Position, stream, head.Version, Claimed, Of(head, act, Take<Claim>(ref bytes)))
            : new StoredFact(head.Position, stream, head.Version, Recognised, new HoursRecognised(act, head.Entry, head.Hours));
    }

    private void Begin(in EventTuple read, bool isClaim, int act, Guid entry, decimal hours)
    {
        MemoryMarshal.Write(
            packed, new Head(isClaim, read.Position, read.Version, act, entry, hours, (byte)read.Stream.Length));
        read.Stream.CopyTo(packed.AsSpan(Unsafe.SizeOf<Head>()));
    }

    private Claim? Of(HoursClaimed fact) =>
        words.TryNumber(fact.Project, out var project) && words.TryNumber(fact.Activity, out var activity)
        && words.TryNumber(fact.Provider, out var provider) && words.TryNumber(fact.Division, out var division)
        && words.TryNumber(fact.Import, out var import)
            ? new Claim(fact.Form, fact.Subject, project, activity, provider, fact.From, fact.To, division, import)
            : null;

    private HoursClaimed Of(in Head head, Act act, in Claim claim) => new(
        act, head.Entry, claim.Form, claim.Subject, head.Hours, words.Of(claim.Project), words.Of(claim.Activity)!,
        words.Of(claim.Provider), claim.From, claim.To, words.Of(claim.Division), words.Of(claim.Import));

    private static T Take<T>(ref ReadOnlySpan<byte> bytes) where T : unmanaged
    {
        var read = MemoryMarshal.Read<T>(bytes);
        bytes = bytes[Unsafe.SizeOf<T>()..];
        return read;
    }

    /// <summary>What both facts have; the stream's name follows.</summary>
    private readonly record struct Head(bool IsClaim, long Position, long Version, int Act, Guid Entry, decimal Hours, byte StreamBytes);

    /// <summary>What a claim has beyond that; it follows the name.</summary>
    private readonly record struct Claim(
        LearningForm Form, SubjectKind Subject, int Project, int Activity, int Provider, DateOnly From, DateOnly To, int Division,
        int Import);
}
