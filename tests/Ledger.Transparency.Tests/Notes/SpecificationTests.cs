using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Tests.Notes;

/// <summary>The examples that C2SP signed-note and the Go checksum database print.</summary>
public sealed class SpecificationTests
{
    private const string Example = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """;

    private const string Neumann = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """;

    private const string NeumannSigns = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    [Theory]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", Example)]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", Neumann)]
    public void The_example_key_verifies_the_example_note(string vkey, string text)
    {
        VerifierKey.TryParse(vkey, out var key, out var problem).ShouldBeTrue(problem);
        SignedNote.TryParse(text, out var note, out problem).ShouldBeTrue(problem);

        var verdict = note!.Verify([key!]);

        verdict.Problem.ShouldBeNull();
        verdict.Verified.ShouldHaveSingleItem().Key.ShouldBe(key);
        key!.ToString().ShouldBe(vkey);
        note.Write().ShouldBe(text);
    }

    [Fact]
    public void The_example_signing_key_signs_the_example_note()
    {
        SigningKey.TryParse(NeumannSigns, out var key, out var problem).ShouldBeTrue(problem);
        using (key)
        {
            var text = Neumann[..Neumann.IndexOf("\n\n", StringComparison.Ordinal)] + "\n";
            SignedNote.Sign(text, [key!]).Write().ShouldBe(Neumann);
            key!.Encode().ShouldBe(NeumannSigns);
        }
    }

    [Fact]
    public void The_text_may_hold_empty_lines()
    {
        const string Poem = """
            Ognuno sta solo sul cuor della terra
            trafitto da un raggio di sole:

            ed è subito sera.

            — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

            """;

        SignedNote.TryParse(Poem, out var note, out _).ShouldBeTrue();

        note!.Text.ShouldEndWith("raggio di sole:\n\ned è subito sera.\n");
        note.Signatures.ShouldHaveSingleItem().KeyId.ShouldBe(0x367ba04bu);
    }
}
