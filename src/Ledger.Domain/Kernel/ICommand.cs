namespace Ledger.Domain.Kernel;

/// <summary>
/// Something somebody asks for, in the regulation's verb. Days and ids come in with it; nothing is fetched to decide on it.
/// </summary>
public interface ICommand;
