using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Notes;

public sealed class SignedNoteTests
{
    private const string Text = "line\n\n第二段\n";
    private static readonly SigningKey Log = NoteVector.Signer("log");
    private static readonly SigningKey Other = NoteVector.Signer("other");
    private static readonly SigningKey Sm2 = SigningKey.Generate("ledger.example.cn/sm2", SignatureSuites.Sm2);

    private static readonly Arbitrary<string> Texts =
        Gen.Elements('a', '\n', ' ', '甲', '—', '+', '\u0085', '\uFEFF', '=').ArrayOf().Select(letters => new string(letters) + "\n")
            .ToArbitrary();

    [Fact]
    public void Whatever_is_signed_is_read_back_and_verifies() => Prop.ForAll(Texts, text =>
    {
        var note = SignedNote.Sign(text, [Log, Sm2]);
        return SignedNote.TryParse(Encoding.UTF8.GetBytes(note.Write()), out var read, out _) && read.Text == text
            && read.Signatures.SequenceEqual(note.Signatures)
            && read.Verify([Log.Verifier, Sm2.Verifier]).Verified.Count == 2;
    }).QuickCheckThrowOnFailure();

    /// <summary>
    /// A byte of the text, of a name, of a key id or of a signature: what was changed is refused whole or not read at all.
    /// </summary>
    [Fact]
    public void Any_flipped_bit_is_refused()
    {
        var note = Encoding.UTF8.GetBytes(SignedNote.Sign(Text, [Log]).Write());
        for (var bit = 0; bit < 8 * note.Length; bit++)
        {
            var flipped = (byte[])note.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (SignedNote.TryParse(flipped, out var read, out _))
                read.Verify([Log.Verifier]).Holds.ShouldBeFalse($"bit {bit}");
        }
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() => Prop.ForAll(Hostile.Bytes(SignedNote.Sign(Text, [Log]).Write()), bytes =>
    {
        var isNote = SignedNote.TryParse(bytes, out var note, out var problem);
        return isNote ? note!.Write() == Encoding.UTF8.GetString(bytes) : problem is not null && note is null;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData("", "empty line")]
    [InlineData("\n", "empty line")]
    [InlineData("text\n", "empty line")]
    [InlineData("text\n\n", "no signatures")]
    [InlineData("text\n\n— name Uw2QOkk=", "newline")]
    [InlineData("text\n\nname Uw2QOkk=\n", "Signature line 1")]
    [InlineData("text\n\n- name Uw2QOkk=\n", "Signature line 1")]
    [InlineData("text\n\n—name Uw2QOkk=\n", "Signature line 1")]
    [InlineData("text\n\n— name  Uw2QOkk=\n", "Signature line 1")]
    [InlineData("text\n\n— name Uw2QOkk= \n", "Signature line 1")]
    [InlineData("text\n\n— Uw2QOkk=\n", "Signature line 1")]
    [InlineData("text\n\n— na+me Uw2QOkk=\n", "Signature line 1")]
    [InlineData("text\n\n— na\u3000me Uw2QOkk=\n", "Signature line 1")]
    [InlineData("text\n\n— name Uw2QOg==\n", "Signature line 1")]
    [InlineData("text\n\n— name Uw2QOkl=\n", "Signature line 1")]
    [InlineData("text\n\n— name Uw2QOkk=\nmore\n", "Signature line 2")]
    [InlineData("te\txt\n\n— name Uw2QOkk=\n", "U+0009")]
    [InlineData("text\r\n\n— name Uw2QOkk=\n", "U+000D")]
    [InlineData("text\0\n\n— name Uw2QOkk=\n", "U+0000")]
    public void What_is_no_note_says_why(string text, string word)
    {
        SignedNote.TryParse(text, out var note, out var problem).ShouldBeFalse();
        note.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(word);
    }

    [Theory]
    [InlineData("text\u007F\n\n— name Uw2QOkk=\n")]
    [InlineData("\n\n— name Uw2QOkk=\n")]
    [InlineData("— text Uw2QOkk=\n\n— name Uw2QOkk=\n")]
    [InlineData("\n\n\n— name Uw2QOkk=\n")]
    public void What_the_specification_allows_is_read(string text)
    {
        SignedNote.TryParse(text, out var note, out var problem).ShouldBeTrue(problem);
        note!.Write().ShouldBe(text);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_neither_read_nor_signed()
    {
        What_is_no_note_says_why("text\uD800\n\n— name Uw2QOkk=\n", "surrogate");
        What_cannot_be_a_note_is_not_signed("half \uDC00\n");
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        byte[] note = [.. "text"u8, 0xFF, .. "\n\n— name Uw2QOkk=\n"u8];

        SignedNote.TryParse(note, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(16, true)]
    [InlineData(NoteLimits.Signatures, true)]
    [InlineData(NoteLimits.Signatures + 1, false)]
    public void Signatures_have_a_limit(int count, bool isRead)
    {
        var lines = string.Concat(Enumerable.Range(0, count).Select(at => $"— name{at} Uw2QOkk=\n"));
        SignedNote.TryParse("text\n\n" + lines, out _, out _).ShouldBe(isRead);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_note_has_a_limit(int over, bool isRead)
    {
        const string Tail = "\n\n— name Uw2QOkk=\n";
        var text = new string('x', NoteLimits.NoteBytes - Encoding.UTF8.GetByteCount(Tail) + over) + Tail;

        SignedNote.TryParse(text, out _, out _).ShouldBe(isRead);
        SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out _, out _).ShouldBe(isRead);
    }

    [Fact]
    public void Signatures_of_unknown_keys_are_ignored_whatever_they_are()
    {
        var note = SignedNote.Sign(Text, [Log, Other]).With(new NoteSignature("stranger", Log.Verifier.Id, new byte[64]));
        note = note.With(new NoteSignature(Log.Verifier.Name, 7, new byte[64]));

        note.Verify([Log.Verifier]).Verified.ShouldHaveSingleItem().Key.ShouldBe(Log.Verifier);
    }

    [Fact]
    public void One_false_signature_of_a_known_key_refuses_the_note_though_others_hold()
    {
        var note = SignedNote.Sign(Text, [Log]);
        var forged = note.With(new NoteSignature(Other.Verifier.Name, Other.Verifier.Id, new byte[64]));

        forged.Verify([Log.Verifier]).Holds.ShouldBeTrue();
        var verdict = forged.Verify([Log.Verifier, Other.Verifier]);
        verdict.Verified.ShouldBeEmpty();
        verdict.Problem.ShouldNotBeNull().ShouldContain($"{Other.Verifier.Name}+{Other.Verifier.Id:x8}");
    }

    /// <summary>A true signature first must not carry a false one of the same key behind it.</summary>
    [Fact]
    public void A_second_line_of_a_known_key_is_judged_too()
    {
        var first = SignedNote.Sign(Text, [Log]).Write();
        var second = new NoteSignature(Log.Verifier.Name, Log.Verifier.Id, new byte[64]).Line + "\n";

        SignedNote.TryParse(first + second, out var note, out _).ShouldBeTrue();
        note!.Verify([Log.Verifier]).Holds.ShouldBeFalse();
    }

    [Fact]
    public void A_line_twice_counts_once()
    {
        var note = SignedNote.Sign(Text, [Log]);
        SignedNote.TryParse(note.Write() + note.Signatures[0].Line + "\n", out var twice, out _).ShouldBeTrue();

        twice!.Verify([Log.Verifier, Log.Verifier]).Verified.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_new_signature_takes_the_place_of_the_keys_old_one()
    {
        var note = SignedNote.Sign(Text, [Log, Other]);

        note.With(Log.Sign(Text)).Signatures.Select(one => one.Name).ShouldBe([Other.Verifier.Name, Log.Verifier.Name]);
    }

    [Theory]
    [InlineData("no newline")]
    [InlineData("carriage\r\n")]
    [InlineData("")]
    public void What_cannot_be_a_note_is_not_signed(string text) =>
        Should.Throw<ArgumentException>(() => SignedNote.Sign(text, [Log]));

    [Fact]
    public void A_note_without_signatures_is_not_made() => Should.Throw<ArgumentException>(() => SignedNote.Sign(Text, []));

    [Fact]
    public void A_cosigners_key_signs_no_notes()
    {
        using var cosigner = NoteVector.Signer("w1");
        Should.Throw<InvalidOperationException>(() => SignedNote.Sign(Text, [cosigner]));
    }
}
