using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.Kernel;

public sealed class HeldTests
{
    private static readonly Held<string> Two = Held.None<string>().Add("a").Add("b");

    [Fact]
    public void Equal_when_its_items_are_in_their_order()
    {
        Two.ShouldBe(Held.None<string>().Add("a").Add("b"));
        Two.GetHashCode().ShouldBe(Held.None<string>().Add("a").Add("b").GetHashCode());
        Two.Equals(Held.None<string>().Add("b").Add("a")).ShouldBeFalse();
        Two.Equals(Two.Add("c")).ShouldBeFalse();
    }

    [Fact]
    public void Put_keeps_the_place_of_what_it_replaces_and_adds_what_is_new()
    {
        Two.Put("A", item => item == "a").ShouldBe(["A", "b"]);
        Two.Put("c", item => item == "c").ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void What_was_held_before_is_not_changed()
    {
        Two.Add("c").Count.ShouldBe(3);
        Two.ShouldBe(["a", "b"]);
        (Two.Latest, Held.None<string>().Latest).ShouldBe(("b", null));
    }
}
