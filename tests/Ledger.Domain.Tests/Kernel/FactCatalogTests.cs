using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.Kernel;

public sealed partial class FactCatalogTests
{
    /// <summary>Names of things and places. A name of a person has no place in a fact; it stands in the vault.</summary>
    private static readonly string[] NamesOfThings = ["InstitutionRegistered.Name", "EntryListed.Name"];

    private static readonly Type[] Facts = [.. typeof(IFact).Assembly.GetTypes()
        .Where(type => type.IsClass && !type.IsAbstract && typeof(IFact).IsAssignableFrom(type))];

    [Fact]
    public void Every_fact_has_a_name_of_its_own_that_ends_in_its_version()
    {
        string[] names = [.. Facts.Select(fact => fact.GetCustomAttribute<FactNameAttribute>()?.Name ?? fact.Name)];

        names.ShouldAllBe(name => Name().IsMatch(name));
        names.Distinct().Count().ShouldBe(Facts.Length);
        FactCatalog.Types.Count.ShouldBe(Facts.Length);
    }

    [Fact]
    public void Every_fact_is_sealed_and_compared_by_value() => Facts.ShouldAllBe(
        fact => fact.IsSealed && fact.GetMethod("<Clone>$") != null);

    [Fact]
    public void An_unknown_name_is_passed_over() => FactCatalog.Read("institution.moved-to-the-moon.v1", "{}"u8).ShouldBeNull();

    [Fact]
    public void A_body_that_is_not_the_fact_is_an_error_and_no_guess() =>
        Should.Throw<JsonException>(() => FactCatalog.Read("institution.registered.v1", "[]"u8));

    [Fact]
    public void What_a_later_ledger_adds_to_a_fact_does_not_hide_it() => FactCatalog.Read(
            "decision.served.v1", """{"act":{"on":"2025-04-03","by":"hr-360000"},"receipt":"later"}"""u8)
        .ShouldBe(new Ledger.Domain.Decisions.DecisionServed(new Act(new DateOnly(2025, 4, 3), "hr-360000")));

    [Fact]
    public void No_fact_has_room_for_personal_data() => Facts.SelectMany(Smells).ShouldBeEmpty();

    [Fact]
    public void A_fact_that_had_room_would_be_found() => Smells(typeof(Careless)).ShouldBe([
        "Careless.ContactPhone", "Careless.TraineeName", "Careless.IdentityNumber", "Careless.Person", "Careless.Panel.Email",
    ]);

    /// <summary>Properties that by their name would hold something of a person; an opaque id (Guid) may point at one.</summary>
    private static IEnumerable<string> Smells(Type type) => Smells(type, type.Name);

    private static IEnumerable<string> Smells(Type type, string path) => type.GetProperties()
        .Where(property => property.Name != "EqualityContract")
        .SelectMany(property => Smells(property, $"{path}.{property.Name}"));

    private static IEnumerable<string> Smells(PropertyInfo property, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type != typeof(Guid) && Personal().IsMatch(property.Name) && !NamesOfThings.Contains(path)) return [path];

        var part = type.IsGenericType ? type.GetGenericArguments()[0] : type;
        return part.Assembly == typeof(IFact).Assembly && part.IsClass || part.DeclaringType == typeof(FactCatalogTests)
            ? Smells(part, path)
            : [];
    }

    [GeneratedRegex(@"\A[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*\z")]
    private static partial Regex Name();

    [GeneratedRegex("Name|Person|Trainee|Student|Teacher|Signer|Signatory|[Pp]hone|Mobile|Tel|Fax|[Mm]ail|WeChat|Identity|IdNumber|IdCard|"
        + "Passport|Birth|Gender|Sex|Age$|Bank|Ethnic|Representative|Contact")]
    private static partial Regex Personal();

    private sealed record Careless(
        string ContactPhone, string TraineeName, string IdentityNumber, string Person, Guid PersonId, IReadOnlyList<Member> Panel);

    private sealed record Member(string Email);
}
