using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests.Witnesses;

public sealed class WitnessRaceTests
{
    private const int Leaves = 24;
    private const int Clients = 6;

    /// <summary>
    /// A log that tells two stories, which share their first five leaves and part there, to one witness in two processes' places, from many
    /// clients at once, in a hundred orders. What was cosigned must be of one story, and the sizes must never fall.
    /// </summary>
    [Fact]
    public async Task Nothing_is_rolled_back_and_no_two_stories_are_cosigned()
    {
        var first = NaiveTree.Of(Leaves);
        var second = new NaiveTree([.. first.Leaves.Take(5), .. first.Leaves.Skip(5).Reverse()]);
        var (cosigned, refused) = (0, 0);
        for (var seed = 0; seed < 100; seed++)
        {
            using var scene = new WitnessScene();
            Witness[] witnesses = [scene.Witness, scene.Reopen()];
            var told = new List<(Checkpoint Head, bool IsFirst)>();

            await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => Client(new Random((seed * 100) + client)))));

            var sizes = told.Select(one => one.Head).Distinct().ToList();
            sizes.Select(head => head.Size).Distinct().Count().ShouldBe(sizes.Count, $"seed {seed}: two roots of one size");
            var isFirst = told.Where(one => one.Head.Size > 5).Select(one => one.IsFirst).Distinct();
            isFirst.Count().ShouldBeLessThanOrEqualTo(1, $"seed {seed}: both stories");
            SignedNote.TryParse((await scene.Latest()).Body, out var latest, out _).ShouldBeTrue();
            Checkpoint.TryParse(latest!.Text, out var head, out _).ShouldBeTrue();
            head!.Size.ShouldBe(told.Max(one => one.Head.Size), $"seed {seed}: rolled back");

            async Task Client(Random random)
            {
                for (var (round, known) = (0, 0); round < 6; round++)
                {
                    var isFirst = random.Next(2) == 0;
                    var tree = isFirst ? first : second;
                    var next = random.Next(known, Math.Min(known + 6, Leaves) + 1);
                    var body = Encoding.UTF8.GetBytes(WitnessScene.Request(tree, known, next));
                    var answer = await witnesses[random.Next(2)].AddCheckpoint(body, CancellationToken.None);
                    if (answer.Status == WitnessAnswer.Ok)
                    {
                        Interlocked.Increment(ref cosigned);
                        lock (told)
                            told.Add((WitnessScene.Head(tree, next), isFirst));
                        known = next;
                    }
                    else if (answer.TryReadSize(out var size))
                    {
                        known = (int)size;
                    }
                    else
                    {
                        answer.Status.ShouldBe(WitnessAnswer.Unprocessable, answer.Body);
                        Interlocked.Increment(ref refused);
                    }
                }
            }
        }

        // Both happen often, or the test has shown nothing.
        cosigned.ShouldBeGreaterThan(300);
        refused.ShouldBeGreaterThan(100);
    }
}
