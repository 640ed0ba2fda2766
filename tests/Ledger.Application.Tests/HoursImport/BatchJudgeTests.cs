using System.Text;
using Ledger.Application.Files;
using Ledger.Application.HoursImport;
using Ledger.Application.Tests.People;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.Tests.HoursImport;

/// <summary>One judge serves a whole run.</summary>
public sealed class BatchJudgeTests
{
    private static readonly IReadOnlyDictionary<string, StreamSlice> NoStreams = new Dictionary<string, StreamSlice>();

    private static readonly TableRow Source = new(2, 2, [], new Dictionary<string, int>(), null);

    /// <summary>Order 259 is in force from 1 March 2023, 赣人社规〔2023〕1号 from 1 July.</summary>
    [Fact]
    public void Each_row_rests_on_what_was_law_on_its_day()
    {
        var judge = Judge();

        string?[] Rules(params DateOnly[] days) =>
        [
            .. judge.Judge([.. days.Select((day, person) => Row(person, day))], NoStreams, BatchVerdict.NoAccounts)
                .Appends.SelectMany(append => append.Events)
                .Select(one => FactCatalog.Read(one.Type, one.Json.Span) switch
                {
                    HoursClaimed claimed => claimed.Act.Rule?.Article,
                    HoursRecognised recognised => recognised.Act.Rule?.Article,
                    var other => throw new InvalidOperationException($"{other}"),
                }),
        ];

        Rules(new DateOnly(2023, 7, 1), new DateOnly(2023, 2, 28), new DateOnly(2023, 6, 30))
            .ShouldBe(["2023-1:第十条", "259:第十条", null, null, null, "259:第十条"]);
        Rules(new DateOnly(2023, 2, 28)).ShouldBe([null, null]);
        Rules(new DateOnly(2023, 7, 1)).ShouldBe(["2023-1:第十条", "259:第十条"]);
    }

    [Fact]
    public void Nothing_of_one_batch_is_left_for_the_next()
    {
        ResolvedRow[] first = [.. Enumerable.Range(0, 5).Select(person => Row(person, new(2025, 5, 9)))];
        ResolvedRow[] second = [.. first.Take(2), .. Enumerable.Range(0, 5).Select(person => Row(person, new(2025, 6, 9)))];
        var once = Judge();
        string[] verdicts = [Said(once, first), Said(once, second), Said(once, first)];

        verdicts.ShouldBe([Said(Judge(), first), Said(Judge(), second), Said(Judge(), first)]);
        verdicts[0].ShouldNotBe(verdicts[1]);
    }

    private static BatchJudge Judge() => new(RulePackCatalog.Jiangxi, "import", "hr-360000");

    /// <summary>All that it came to.</summary>
    private static string Said(BatchJudge judge, IReadOnlyList<ResolvedRow> rows)
    {
        var verdict = judge.Judge(rows, NoStreams, BatchVerdict.NoAccounts);
        return string.Join('\n', verdict.Rows.Select(row => row.GetType().Name)
            .Concat(verdict.Appends.SelectMany(append => append.Events.Select(one =>
                $"{append.StreamId} {append.Expected} {one.Id} {one.Type} {Encoding.UTF8.GetString(one.Json.Span)}")))
            .Append($"{verdict.MetItself}"));
    }

    private static ResolvedRow Row(int person, DateOnly day)
    {
        var said = new Participation(LearningForm.Course, SubjectKind.Professional, 8, null, "合成课程", null, day, day, "360102");
        var identity = Synthetic.Person(person);
        return new(new RowReading(Source, new HoursRow(Source, identity, said), []), new Guid(person + 1, 0, 0, new byte[8]), true);
    }
}
