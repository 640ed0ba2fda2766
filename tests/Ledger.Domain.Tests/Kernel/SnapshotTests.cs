using System.Text;
using System.Text.Json;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.Kernel;

/// <summary>
/// The JSON of every kind of fact, as approved, in <c>Snapshots/{fact-name}.json</c>: the first line what is full, the second what is
/// minimal. What is in the store was written in this form and is read in it for ever.
/// </summary>
public sealed class SnapshotTests
{
    private const string Approve = "LEDGER_APPROVE_SNAPSHOTS";
    private const string Head = "{\n\"full\": ";
    private const string Between = ",\n\"minimal\": ";
    private const string Tail = "\n}\n";

    private static readonly string Folder = Path.Combine(ProjectFolder(), "Kernel", "Snapshots");

    public static TheoryData<string> Names => [.. FactCatalog.Types.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_kind_of_fact_has_one_sample() =>
        SnapshotFacts.All.Select(NameOf).Order(StringComparer.Ordinal).ShouldBe(FactCatalog.Types.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void There_is_no_snapshot_of_a_fact_that_is_none() => Directory.GetFiles(Folder).Select(file => Path.GetFileName(file))
        .Except(FactCatalog.Types.Keys.Select(name => name + ".json")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_what_was_approved(string name)
    {
        var fact = Sample(name);
        var written = Head + Json(fact.Full) + Between + Json(fact.Minimal) + Tail;
        if (Environment.GetEnvironmentVariable(Approve) == "1") File.WriteAllText(FileOf(name), written);

        var approved = File.Exists(FileOf(name)) ? File.ReadAllText(FileOf(name)) : "";

        written.ShouldBe(approved, $"""
            The JSON of {name} is not what was approved in {Path.GetFileName(FileOf(name))}.
            Facts of this kind may stand in ledgers already. If only optional properties were added, run the tests once with {Approve}=1
            and look at what it wrote; anything else is a new version with a new name.
            """);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_approved_reads_back_as_the_fact(string name)
    {
        var approved = File.ReadAllText(FileOf(name));
        var full = approved[Head.Length..approved.IndexOf(Between, StringComparison.Ordinal)];
        var minimal = approved[(approved.IndexOf(Between, StringComparison.Ordinal) + Between.Length)..^Tail.Length];

        ReadsBackAs(Sample(name).Full, full);
        ReadsBackAs(Sample(name).Minimal, minimal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Full_says_everything_and_minimal_leaves_out_what_may_be_left_out(string name)
    {
        Properties(Sample(name).Full).ShouldBe(Sample(name).Full.GetType().GetProperties().Length);
        Sample(name).Minimal.Act.ShouldBe(new Act(Samples.Day("2024-03-01"), "institution"));
    }

    /// <summary>A fact that holds a list of its own is not equal by value, so the form that it is written in anew is compared.</summary>
    private static void ReadsBackAs(ILegalFact fact, string approved)
    {
        var read = (ILegalFact)FactCatalog.Read(FactCatalog.NameOf(fact.GetType()), Encoding.UTF8.GetBytes(approved)).ShouldNotBeNull();

        read.GetType().ShouldBe(fact.GetType());
        read.Act.ShouldBe(fact.Act);
        Json(read).ShouldBe(Json(fact));
        if (!fact.GetType().GetProperties().Any(property => property.PropertyType.IsGenericType)) read.ShouldBe(fact);
    }

    private static int Properties(IFact fact) =>
        JsonSerializer.SerializeToElement(fact, fact.GetType(), FactCatalog.Json).EnumerateObject().Count();

    private static string Json(IFact fact) => Encoding.UTF8.GetString(FactCatalog.Write(fact));

    private static SnapshotFact Sample(string name) => SnapshotFacts.All.Single(fact => NameOf(fact) == name);

    private static string NameOf(SnapshotFact fact) => FactCatalog.NameOf(fact.Full.GetType());

    private static string FileOf(string name) => Path.Combine(Folder, name + ".json");

    private static string ProjectFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.Domain.Tests.csproj")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from inside the checkout.");
        return folder.FullName;
    }
}
