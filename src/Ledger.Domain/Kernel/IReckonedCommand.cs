namespace Ledger.Domain.Kernel;

/// <summary>
/// A command that holds what the ledger has reckoned itself, such as a digest over its own rows. It is made by the ledger's own code for
/// somebody who asks; no route and no file leads to it, because a figure that somebody typed would be recorded as one that was reckoned.
/// </summary>
public interface IReckonedCommand : ICommand;
