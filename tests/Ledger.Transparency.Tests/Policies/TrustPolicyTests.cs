using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Policies;

public sealed class TrustPolicyTests
{
    private const string Witnesses = "witness one <w1>\nwitness two <w2>\nwitness three <w3>\n";
    private const string Log = "log <log>\n";

    [Fact]
    public void The_shape_of_the_example_in_the_specification_is_read()
    {
        var policy = NoteVector.Policy("""
            # one log, two organisations
            log <log> https://ledger.example.cn/log

            witness X1 <w1>
              witness  X2 <w2>   https://witness.example.org/w2
            group X-witnesses 2 X1 X2

            witness Y1 <w3>
            group Y-witnesses any Y1

            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y

            """);

        policy.Logs.ShouldHaveSingleItem().Url.ShouldBe("https://ledger.example.cn/log");
        policy.Witnesses.Select(witness => witness.Name).ShouldBe(["X1", "X2", "Y1"]);
        policy.Witnesses[1].Url.ShouldBe("https://witness.example.org/w2");
        policy.Groups.Select(group => group.Threshold).ShouldBe([2, 1, 2]);
        policy.Quorum.ShouldBe("X-and-Y");
        policy.Judge(NoteVector.Note("checkpoint-7.txt")).Holds.ShouldBeTrue();
        policy.Judge(NoteVector.Note("checkpoint-extended.txt")).Problem.ShouldNotBeNull().ShouldContain("cosigned by X1 only");
    }

    [Theory]
    [InlineData(Log + "quorum none\n", true)]
    [InlineData(Log + Witnesses + "quorum none\n", true)]
    [InlineData(Log + Witnesses + "quorum one\n", true)]
    [InlineData(Log + Witnesses + "group g any one two three\nquorum g\n", true)]
    [InlineData(Log + Witnesses + "group g all one two three\nquorum g\n", true)]
    [InlineData(Log + Witnesses + "quorum one\nlog <other>\n", true)]
    [InlineData("log <other>\n" + Witnesses + "quorum one\n", false)]
    [InlineData(Witnesses + "quorum one\n", false)]
    public void Logs_and_quorum_decide(string text, bool holds) =>
        NoteVector.Policy(text).Judge(NoteVector.Note("checkpoint-7.txt")).Holds.ShouldBe(holds);

    /// <summary>Cosigned by the first witness alone.</summary>
    [Theory]
    [InlineData("quorum one\n", true)]
    [InlineData("quorum two\n", false)]
    [InlineData("group g any one two\nquorum g\n", true)]
    [InlineData("group g all one two\nquorum g\n", false)]
    [InlineData("group g 1 one two three\nquorum g\n", true)]
    [InlineData("group g 2 one two three\nquorum g\n", false)]
    [InlineData("group a any one two\ngroup b all three\ngroup c any a b\nquorum c\n", true)]
    [InlineData("group a any one two\ngroup b all three\ngroup c all a b\nquorum c\n", false)]
    public void A_group_counts_its_members(string quorum, bool holds) =>
        NoteVector.Policy(Log + Witnesses + quorum).Judge(NoteVector.Note("checkpoint-extended.txt")).Holds.ShouldBe(holds);

    [Fact]
    public void The_verdict_says_who_cosigned_and_when()
    {
        var verdict = NoteVector.Policy(Log + Witnesses + "quorum none\n").Judge(NoteVector.Note("checkpoint-7.txt"));

        verdict.Checkpoint.ShouldNotBeNull().Size.ShouldBe(7);
        verdict.Logs.ShouldBe([NoteVector.Log]);
        verdict.Witnesses.Select(one => (one.Name, one.At.ToUnixTimeSeconds()))
            .ShouldBe([("one", 1_753_000_001), ("two", 1_753_000_002), ("three", 1_753_000_003)]);
    }

    /// <summary>A log that signs with another log's name in the first line is believed under its own name only.</summary>
    [Fact]
    public void A_log_signs_for_its_own_origin_only()
    {
        using var other = NoteVector.Signer("other");
        var forged = SignedNote.Sign(NoteVector.Note("checkpoint-7.txt").Text, [other]);

        NoteVector.Policy("log <log>\nlog <other>\nquorum none\n").Judge(forged).Holds.ShouldBeFalse();
        NoteVector.Policy("log <other>\nquorum none\n").Judge(forged).Problem.ShouldNotBeNull().ShouldContain("knows no log");
    }

    [Fact]
    public void A_note_that_is_no_checkpoint_is_refused() =>
        NoteVector.Policy("log <log>\nquorum none\n").Judge(NoteVector.Note("note.txt")).Holds.ShouldBeFalse();

    [Fact]
    public void A_false_cosignature_of_a_listed_witness_refuses_the_checkpoint()
    {
        var note = NoteVector.Note("checkpoint-7.txt");
        var forged = note.With(note.Signatures[3] with { Signature = new byte[72] });

        NoteVector.Policy(Log + Witnesses + "quorum one\n").Judge(forged).Holds.ShouldBeFalse();
        NoteVector.Policy(Log + "witness one <w1>\nquorum one\n").Judge(forged).Holds.ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "no quorum line")]
    [InlineData(Log, "no quorum line")]
    [InlineData("quorum none", "newline")]
    [InlineData("quorum none\nquorum none\n", "Line 2: there is a quorum line")]
    [InlineData("quorum\n", "Line 1: it is none of")]
    [InlineData("quorum none none\n", "Line 1: it is none of")]
    [InlineData("quorum one\nwitness one <w1>\n", "Line 1: the quorum one")]
    [InlineData("Log <log>\nquorum none\n", "Line 1: it is none of")]
    [InlineData("log\nquorum none\n", "Line 1: it is none of")]
    [InlineData("log <log> url more\nquorum none\n", "Line 1: it is none of")]
    [InlineData("log nonsense\nquorum none\n", "Line 1: the log's key")]
    [InlineData("log <log>\nlog <log>\nquorum none\n", "Line 2: this log's public key")]
    [InlineData("witness <w1>\nquorum none\n", "Line 1: it is none of")]
    [InlineData("witness one <log>\nquorum none\n", "0x04")]
    [InlineData("witness none <w1>\nquorum none\n", "the name none is taken")]
    [InlineData("witness one <w1>\nwitness one <w2>\nquorum none\n", "Line 2: the name one")]
    [InlineData("witness one <w1>\nwitness two <w1>\nquorum none\n", "Line 2: this witness's public key")]
    [InlineData(Witnesses + "group g all\nquorum none\n", "Line 4: it is none of")]
    [InlineData(Witnesses + "group g 0 one\nquorum none\n", "threshold 0")]
    [InlineData(Witnesses + "group g 2 one\nquorum none\n", "threshold 2")]
    [InlineData(Witnesses + "group g -1 one\nquorum none\n", "threshold -1")]
    [InlineData(Witnesses + "group g ALL one\nquorum none\n", "threshold ALL")]
    [InlineData(Witnesses + "group g 1 none\nquorum none\n", "member none")]
    [InlineData(Witnesses + "group g 1 four\nquorum none\n", "member four")]
    [InlineData(Witnesses + "group g 1 g\nquorum none\n", "member g")]
    [InlineData(Witnesses + "group one 1 two\nquorum none\n", "the name one is taken")]
    [InlineData(Witnesses + "group none 1 two\nquorum none\n", "the name none is taken")]
    [InlineData(Witnesses + "group g 1 one one\nquorum none\n", "one is a member already")]
    [InlineData(Witnesses + "group g 1 one\ngroup h 1 one\nquorum none\n", "one is a member already")]
    [InlineData("quorum none\r\n", "control character")]
    [InlineData("quorum none\n# \u007F\n", "Line 2: it holds a control character")]
    [InlineData("quorum\u00A0none\n", "none of")]
    public void What_is_no_policy_says_where_and_why(string text, string word)
    {
        foreach (var label in new[] { "log", "w1", "w2", "w3" })
            text = text.Replace($"<{label}>", NoteVector.Verifier(label).ToString());

        TrustPolicy.TryParse(text, out var policy, out var problem).ShouldBeFalse();
        policy.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(word);
    }

    /// <summary>The same key in another name and type is the same signer, and could vote twice.</summary>
    [Fact]
    public void Duplicates_are_told_by_the_key_itself()
    {
        var key = NoteVector.Verifier("w1").PublicKey.Span;
        var renamed = VerifierKey.Of("another.example.cn", SignatureSuites.Ed25519, key, isCosigner: true);
        var asLog = VerifierKey.Of("another.example.cn", SignatureSuites.Ed25519, key);
        var asCosigningLog = VerifierKey.Of("another.example.cn", SignatureSuites.Ed25519, key, isCosigner: true);

        TrustPolicy.TryParse($"witness a {NoteVector.Verifier("w1")}\nwitness b {renamed}\nquorum none\n", out _, out _).ShouldBeFalse();
        TrustPolicy.TryParse($"log {asLog}\nlog {asCosigningLog}\nquorum none\n", out _, out _).ShouldBeFalse();
        TrustPolicy.TryParse($"log {asLog}\nwitness b {renamed}\nquorum none\n", out _, out _).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => TrustPolicy.OfLogKeys([asLog, asCosigningLog]));
        TrustPolicy.OfLogKeys([asLog, asLog]).Logs.ShouldHaveSingleItem();
    }

    /// <summary>K of the Kelvin sign is another name than K, and octets that are no UTF-8 are names like others.</summary>
    [Fact]
    public void Names_are_octets()
    {
        byte[] text =
        [
            .. "witness K "u8, .. Key("w1"), .. "\nwitness \u212A "u8, .. Key("w2"), .. "\nwitness "u8, 0xFF, 0xC3, .. " "u8, .. Key("w3"),
            .. "\ngroup g 2 K \u212A "u8, 0xFF, 0xC3, .. "\nquorum g\n"u8,
        ];

        TrustPolicy.TryParse(text, out var policy, out var problem).ShouldBeTrue(problem);
        policy!.Witnesses.Select(witness => witness.Name).Distinct().Count().ShouldBe(3);
        policy.WriteOctets().ShouldBe(text);
    }

    [Theory]
    [InlineData("log <log> https://ledger.example.cn\nlog <other>\n" + Witnesses + "group g 2 one two three\nquorum g\n")]
    [InlineData("log <log>\nquorum none\n")]
    public void A_plain_policy_is_written_again_to_the_letter(string text)
    {
        var written = NoteVector.Policy(text).Write();

        NoteVector.Policy(written).Write().ShouldBe(written);
        NoteVector.Policy(text + "# comment\n \t\n").Write().ShouldBe(written);
    }

    [Fact]
    public void Of_each_kind_there_may_be_many_and_not_more()
    {
        string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(at =>
        {
            using var key = SigningKey.GenerateCosigner($"w{at}");
            return $"log {key.Verifier}\nwitness w{at} {key.Verifier}\ngroup g{at} all w{at}\n";
        }));
        var most = Lines(PolicyLimits.Witnesses);

        TrustPolicy.TryParse(most + "quorum g0\n", out _, out var problem).ShouldBeTrue(problem);
        TrustPolicy.TryParse(most + $"log {NoteVector.Log}\nquorum g0\n", out _, out problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("logs");
        TrustPolicy.TryParse(most + $"witness x {NoteVector.Verifier("w1")}\nquorum g0\n", out _, out problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("witnesses");
        TrustPolicy.TryParse(most + "group x all g0\nquorum g0\n", out _, out problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("groups");
    }

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        var good = NoteVector.Policy(Log + Witnesses + "group g 2 one two three\nquorum g\n").Write();
        Prop.ForAll(Hostile.Bytes(good), bytes => TrustPolicy.TryParse(bytes, out _, out var problem) == (problem is null))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    private static byte[] Key(string label) => Encoding.UTF8.GetBytes(NoteVector.Verifier(label).ToString());
}
