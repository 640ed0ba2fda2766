using Ledger.Application.Messages;

namespace Ledger.Conformance.Messages;

/// <summary>Writes down that it came.</summary>
/// <param name="Test">Whose message it is: handlers' calls are kept by it.</param>
[MessageName("test.noted.v1")]
public sealed record Noted(string Test, int Number) : IMessage;

/// <summary>Fails so many times, then is done.</summary>
[MessageName("test.failing.v1")]
public sealed record Failing(string Test, int Number, int Times) : IMessage;

/// <summary>Appends a fact to a stream of its own, however often it is asked, and takes its time for it.</summary>
[MessageName("test.counted.v1")]
public sealed record Counted(string Test, int Number, int Milliseconds) : IMessage;

/// <summary>Sends further messages.</summary>
/// <param name="InMinutes">When they fall due.</param>
[MessageName("test.split.v1")]
public sealed record Split(string Test, int Number, int Into, int InMinutes, bool TooLarge = false) : IMessage;

/// <summary>Waits until it is told to stop.</summary>
[MessageName("test.slow.v1")]
public sealed record Slow(string Test, int Number) : IMessage;

/// <summary>Asks for something that the law does not allow.</summary>
[MessageName("test.refused.v1")]
public sealed record Refusable(string Test, int Number) : IMessage;

/// <summary>Has a body as large as it says.</summary>
[MessageName("test.large.v1")]
public sealed record Large(string Test, string Text) : IMessage;
