using Ledger.Application.Commands;

namespace Ledger.Application.Tests.Commands;

public sealed class DerivedIdsTests
{
    /// <summary>Computed apart from this code. They stand in ledgers: another answer would record every row of an old file again.</summary>
    [Fact]
    public void Ids_of_old_stay_what_they_are()
    {
        DerivedIds.From("ab", "c").ShouldBe(Guid.Parse("f2939f90-3016-85bb-a9b1-e4a61cdbd376"));
        DerivedIds.From("a", "bc").ShouldBe(Guid.Parse("b534ce16-ac9c-8b36-823f-39a395ce8e0e"));
        DerivedIds.From(string.Concat(Enumerable.Repeat("合成", 300))).ShouldBe(Guid.Parse("21fe0bd8-9a3e-8e40-93cb-3908445e8dce"));
    }
}
