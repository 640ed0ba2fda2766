namespace Ledger.Application.Messages;

/// <summary>
/// Something to be done after a commit, in plain names. What is stored is its JSON (<see cref="Ledger.Domain.Kernel.FactCatalog.Json"/>)
/// under its alias: rename nothing, add optional properties only.
/// </summary>
public interface IMessage;

/// <summary>
/// A message that is one and the same wherever it came from: sent again by another cause while it waits, it is not sent twice.
/// </summary>
public interface IOneMessage : IMessage
{
    /// <summary>What it is about, in parts that tell it from every other of its kind. The message's id follows from them.</summary>
    IReadOnlyList<string> Identity();
}

/// <summary>The stable alias under which a message is stored, with its version: <c>correction.falls-due.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MessageNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
