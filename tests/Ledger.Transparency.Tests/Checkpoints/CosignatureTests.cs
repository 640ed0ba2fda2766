using System.Buffers.Binary;
using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Checkpoints;

public sealed class CosignatureTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_753_000_001);

    [Fact]
    public void Cosignatures_of_other_implementations_verify_with_their_times()
    {
        var note = NoteVector.Note("checkpoint-7.txt");

        var verdict = note.Verify([NoteVector.Log, .. NoteVector.Witnesses]);

        verdict.Problem.ShouldBeNull();
        verdict.Verified.Select(one => one.CosignedAt?.ToUnixTimeSeconds()).ShouldBe([null, 1_753_000_001, 1_753_000_002, 1_753_000_003]);
    }

    [Fact]
    public void The_same_key_at_the_same_time_makes_the_same_line()
    {
        using var cosigner = NoteVector.Signer("w1");
        var note = NoteVector.Note("checkpoint-7.txt");

        Cosignature.Sign(cosigner, note.Text, At).ShouldBe(note.Signatures[1]);
        Cosignature.Sign(cosigner, note.Text, At.AddMilliseconds(999)).Line.ShouldBe(note.Signatures[1].Line);
    }

    [Fact]
    public void Extension_lines_are_signed_with_the_rest() =>
        NoteVector.Note("checkpoint-extended.txt").Verify([NoteVector.Verifier("w1")]).Holds.ShouldBeTrue();

    [Fact]
    public void A_changed_time_is_refused()
    {
        var note = NoteVector.Note("checkpoint-7.txt");
        var changed = note.Signatures[1].Signature.ToArray();
        changed[7]++;

        var verdict = note.With(note.Signatures[1] with { Signature = changed }).Verify([NoteVector.Verifier("w1")]);

        verdict.Holds.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(253_402_300_800)]
    public void A_time_beyond_all_years_is_refused(ulong seconds)
    {
        using var cosigner = NoteVector.Signer("w1");
        var text = NoteVector.Note("checkpoint-7.txt").Text;
        var bytes = new byte[72];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, seconds);
        cosigner.SignBytes(Encoding.UTF8.GetBytes($"cosignature/v1\ntime {seconds}\n{text}")).CopyTo(bytes, 8);
        var signature = new NoteSignature(cosigner.Verifier.Name, cosigner.Verifier.Id, bytes);

        Cosignature.Verify(cosigner.Verifier, text, signature).Problem.ShouldNotBeNull().ShouldContain("9999");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(71)]
    [InlineData(73)]
    public void Another_length_is_refused(int bytes)
    {
        var text = NoteVector.Note("checkpoint-7.txt").Text;
        var key = NoteVector.Verifier("w1");

        Cosignature.Verify(key, text, new NoteSignature(key.Name, key.Id, new byte[bytes])).Holds.ShouldBeFalse();
    }

    /// <summary>The message holds neither name nor key: whose line it is must be asked.</summary>
    [Fact]
    public void A_line_of_another_cosigner_is_refused()
    {
        var note = NoteVector.Note("checkpoint-7.txt");

        Cosignature.Verify(NoteVector.Verifier("w2"), note.Text, note.Signatures[1]).Holds.ShouldBeFalse();
        Cosignature.Verify(NoteVector.Log, note.Text, note.Signatures[0]).Holds.ShouldBeFalse();
        var renamed = VerifierKey.Of("w.example.cn", SignatureSuites.Ed25519, NoteVector.Verifier("w1").PublicKey.Span, isCosigner: true);
        Cosignature.Verify(renamed, note.Text, note.Signatures[1]).Holds.ShouldBeFalse();
    }

    /// <summary>A cosignature is not a signature of the note by the same bytes, nor the other way round.</summary>
    [Fact]
    public void Cosignatures_and_signatures_do_not_pass_for_each_other()
    {
        using var cosigner = NoteVector.Signer("w1");
        var text = NoteVector.Note("checkpoint-7.txt").Text;
        var asLog = VerifierKey.Of(cosigner.Verifier.Name, SignatureSuites.Ed25519, cosigner.Verifier.PublicKey.Span);
        var cosignature = Cosignature.Sign(cosigner, text, At);
        var plain = cosigner.SignBytes(Encoding.UTF8.GetBytes(text));

        asLog.Suite.Verify(asLog.PublicKey.Span, Encoding.UTF8.GetBytes(text), cosignature.Signature.Span[8..]).ShouldBeFalse();
        var disguised = new NoteSignature(cosigner.Verifier.Name, cosigner.Verifier.Id, (byte[])[.. new byte[8], .. plain]);
        Cosignature.Verify(cosigner.Verifier, text, disguised).Holds.ShouldBeFalse();
    }

    [Fact]
    public void Only_checkpoints_are_cosigned_and_only_by_cosigners()
    {
        using var cosigner = NoteVector.Signer("w1");
        using var log = NoteVector.Signer("log");
        var text = NoteVector.Note("checkpoint-7.txt").Text;

        Should.Throw<ArgumentException>(() => Cosignature.Sign(cosigner, "a note\n", At));
        Should.Throw<ArgumentException>(() => Cosignature.Sign(log, text, At));
        Should.Throw<ArgumentException>(() => Cosignature.Sign(cosigner, text, DateTimeOffset.UnixEpoch));
    }
}
