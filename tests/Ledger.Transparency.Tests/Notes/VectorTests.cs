using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Tests.Notes;

/// <summary>Notes that another implementation wrote are read here, and written again to the byte.</summary>
public sealed class VectorTests
{
    [Fact]
    public void A_note_of_two_keys_verifies_by_either()
    {
        var note = NoteVector.Note("note.txt");

        note.Text.ShouldBe("示例：一份说明\n\n推荐目录，第二行之前有空行。\n");
        note.Verify([NoteVector.Verifier("log"), NoteVector.Verifier("other")]).Verified.Count.ShouldBe(2);
        note.Verify([NoteVector.Verifier("other")]).Verified.ShouldHaveSingleItem().Key.Name.ShouldBe("ledger.example.cn/登记簿");
        note.Verify([NoteVector.Verifier("w1")]).Problem.ShouldBe("No known key has signed the note.");
    }

    [Theory]
    [InlineData("note.txt")]
    [InlineData("checkpoint-7.txt")]
    [InlineData("checkpoint-extended.txt")]
    public void They_are_written_again_to_the_byte(string name) => NoteVector.Note(name).Write().ShouldBe(NoteVector.Text(name));

    [Fact]
    public void The_same_keys_make_the_same_signatures()
    {
        using var log = NoteVector.Signer("log");
        using var other = NoteVector.Signer("other");

        SignedNote.Sign(NoteVector.Note("note.txt").Text, [log, other]).Write().ShouldBe(NoteVector.Text("note.txt"));
    }

    [Theory]
    [InlineData("log")]
    [InlineData("other")]
    [InlineData("w1")]
    public void Keys_are_written_again_to_the_letter(string label)
    {
        using var key = NoteVector.Signer(label);

        key.Verifier.ShouldBe(NoteVector.Verifier(label));
        NoteVector.Text("keys.txt").ShouldContain($"{label} {key.Verifier} {key.Encode()}\n");
    }
}
