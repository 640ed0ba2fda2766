namespace Ledger.Application.Messages;

/// <summary>
/// Something to be done after a commit, in plain names. What is stored is its JSON (<see cref="Ledger.Domain.Kernel.FactCatalog.Json"/>)
/// under its alias: rename nothing, add optional properties only.
/// </summary>
public interface IMessage;

/// <summary>The stable alias under which a message is stored, with its version: <c>correction.falls-due.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MessageNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
