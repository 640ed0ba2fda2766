using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests.Witnesses;

public sealed class AddCheckpointRequestTests
{
    private static readonly string Good = NoteVector.Text("add-checkpoint.txt");

    [Fact]
    public void A_request_of_another_implementation_is_read_and_written_again()
    {
        AddCheckpointRequest.TryParse(Encoding.UTF8.GetBytes(Good), out var request, out var problem).ShouldBeTrue(problem);

        request!.OldSize.ShouldBe(7);
        request.Proof.Count.ShouldBe(5);
        request.Write().ShouldBe(Good);
    }

    [Theory]
    [InlineData("old 7", "old 07")]
    [InlineData("old 7", "old -7")]
    [InlineData("old 7", "old  7")]
    [InlineData("old 7", "Old 7")]
    [InlineData("old 7\n", "")]
    [InlineData("q6ivoz8jls4ldtaEFeMswc8bwmRjCti3D7xjzasftlo=", "q6ivoz8jls4ldtaEFeMswc8bwmRjCti3D7xjzasftlp=")]
    [InlineData("\n\n", "\n")]
    public void A_broken_request_is_refused(string part, string instead) =>
        AddCheckpointRequest.TryParse(Encoding.UTF8.GetBytes(Good.Replace(part, instead)), out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Proof_lines_have_a_limit(int count, bool isRead)
    {
        var hash = NoteVector.Note("checkpoint-7.txt").Text.Split('\n')[2] + "\n";
        var body = "old 7\n" + string.Concat(Enumerable.Repeat(hash, count)) + "\n" + NoteVector.Text("checkpoint-13.txt");

        AddCheckpointRequest.TryParse(Encoding.UTF8.GetBytes(body), out _, out _).ShouldBe(isRead);
    }

    [Fact]
    public void A_body_beyond_the_limit_is_not_read()
    {
        AddCheckpointRequest.TryParse(new byte[WitnessLimits.BodyBytes + 1], out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("longer");
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() => Prop.ForAll(Hostile.Bytes(Good), bytes =>
        AddCheckpointRequest.TryParse(bytes, out var request, out var problem)
            ? request.Write() == Encoding.UTF8.GetString(bytes)
            : problem is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
