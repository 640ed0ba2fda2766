namespace Ledger.Domain.Institutions;

/// <summary>What an official list says of the institution. A list's word is not a listing: it is another publisher's register.</summary>
/// <param name="List">Which list.</param>
/// <param name="Code">The publisher's code for the institution.</param>
/// <param name="OnList">False once a later edition no longer carried it.</param>
public sealed record ListEntry(string List, string Code, string Name, string? Region, string? Authority, bool OnList);
