using Ledger.EventStore.Migrations;

namespace Ledger.EventStore.Protection;

/// <summary>A trigger as the migrations made it.</summary>
/// <param name="Table">With its schema.</param>
/// <param name="Statement">What made it, to make it again.</param>
/// <param name="Always">It fires under any <c>session_replication_role</c>.</param>
public sealed record ExpectedTrigger(string Table, string Name, string Statement, bool Always)
{
    /// <summary>Sets it to fire as it was made to.</summary>
    public string Enabling => $"alter table {Table} enable {(Always ? "always " : "")}trigger {Name}";
}

/// <summary>A function as the migrations made it.</summary>
/// <param name="Name">With its schema; no two have the same.</param>
/// <param name="Language">In which its body is written.</param>
/// <param name="Body">Between its dollars, with LF line ends.</param>
/// <param name="AsOwner">It runs with the rights of its owner, and finds names along a path of its own.</param>
/// <param name="Source">Set, number and name of the step that wrote the body, for people.</param>
public sealed record ExpectedFunction(string Name, string Language, string Body, bool AsOwner, string Source);

/// <summary>What the steps of migrations leave behind to protect what was recorded: data, read from the steps themselves.</summary>
/// <param name="Triggers">In the order in which they were made.</param>
public sealed record Expected(IReadOnlyList<ExpectedTrigger> Triggers, IReadOnlyList<ExpectedFunction> Functions)
{
    /// <param name="sets">In the order in which they are applied.</param>
    public static Expected Of(IEnumerable<MigrationSet> sets) => StatementReading.Read(sets);
}
