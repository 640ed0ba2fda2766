using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;

namespace Ledger.Application.Tests.TwoTimes;

/// <summary>A recorded fact as a plain fold needs it: where it stands, and what it says.</summary>
internal sealed record PlainFact(long Position, string Stream, ILegalFact Fact);

/// <summary>An entry of an institution as the plainest fold has it.</summary>
internal sealed class PlainEntry
{
    public required string List { get; init; }

    public required string Code { get; init; }

    public string Kind = "", Status = "";
    public string? Authority, Co, Region, Seat, Level, Remark, Decision, Ground;

    public string Text => string.Join('|', List, Code, Kind, Status, Authority, Co, Region, Seat, Level, Remark, Decision, Ground);
}

/// <summary>
/// An institution on a day, as known at a position: every fact by then in the order of its days, applied one after another to plain
/// fields. It shares no code with the read model.
/// </summary>
internal sealed class PlainInstitution
{
    private readonly Dictionary<string, PlainEntry> entries = [];

    public string? Own, Printed, Host, HostCode, Division, Address, Website;

    /// <summary>Whether anything at all that has a name or an entry is known of it, on whatever day.</summary>
    public bool IsKnown;

    public string? Name => Own ?? Printed;

    public IEnumerable<PlainEntry> Entries => entries.Values;

    public static PlainInstitution Fold(IEnumerable<PlainFact> ofInstitution, DateOnly day, long known)
    {
        var institution = new PlainInstitution();
        var facts = ofInstitution.Where(fact => fact.Position <= known).ToList();
        institution.IsKnown = facts.Any(fact => fact.Fact is InstitutionRegistered or InstitutionRenamed or InstitutionListed or EntryListed
            or EntryRenamed);
        foreach (var fact in facts.Where(fact => fact.Fact.Act.On <= day).OrderBy(fact => fact.Fact.Act.On).ThenBy(fact => fact.Position))
            institution.Apply(fact.Fact);
        return institution;
    }

    private void Apply(IFact fact)
    {
        switch (fact)
        {
            case InstitutionRegistered said:
                (Own, Host, HostCode, Division) = (said.Name, said.Host, said.HostCreditCode, said.Division);
                break;
            case InstitutionRenamed said: Own = said.To; break;
            case ContactChanged said:
                (Address, Website) = (said.Address ?? Address, said.Website ?? Website);
                break;
            case InstitutionListed said:
                entries[said.Listing] = new PlainEntry
                {
                    List = "",
                    Code = said.Listing,
                    Kind = said.Kind == ListingKind.Public ? "public" : "online",
                    Status = "Listed",
                    Authority = said.Lead,
                    Co = said.Co,
                };
                break;
            case InstitutionDelisted said when entries.TryGetValue(said.Listing, out var entry):
                (entry.Status, entry.Decision, entry.Ground) = ("Delisted", said.Decision, said.Ground);
                break;
            case EntryListed said:
                Printed = said.Name;
                entries["moe"] = new PlainEntry
                {
                    List = "moe",
                    Code = "1",
                    Kind = "published",
                    Status = "Listed",
                    Authority = said.Authority,
                    Region = said.Region,
                    Seat = said.Seat,
                    Level = said.Level,
                    Remark = said.Remark,
                };
                break;
            case EntryRenamed said: Printed = said.To; break;
            case EntryAuthorityChanged said when entries.TryGetValue("moe", out var entry): entry.Authority = said.To; break;
            case EntryDetailsChanged said when entries.TryGetValue("moe", out var entry):
                (entry.Region, entry.Seat, entry.Level, entry.Remark) = (said.Region, said.Seat, said.Level, said.Remark);
                break;
            case EntryNoLongerListed when entries.TryGetValue("moe", out var entry): entry.Status = "Absent"; break;
        }
    }
}
