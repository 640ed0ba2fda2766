using Ledger.Application.Messages;

namespace Ledger.Conformance.Messages;

// Plain static classes by Wolverine's conventions: the one engine calls them from the catalog, the other finds them by their names.

public static class NotedHandler
{
    public static Reaction Handle(Noted message)
    {
        Calls.Note(message.Test, message.Number);
        return Reaction.None;
    }
}

public static class FailingHandler
{
    /// <summary>What no log, row or list may show.</summary>
    public const string Foreign = "foreign words of another side";

    public static Reaction Handle(Failing message)
    {
        var time = Calls.Note(message.Test, message.Number);
        if (time <= message.Times)
            throw new InvalidOperationException(Foreign);
        return Reaction.None;
    }
}

public static class CountedHandler
{
    public static async Task<Reaction> Handle(Counted message, CancellationToken cancellation)
    {
        Calls.Note(message.Test, message.Number);
        await Task.Delay(message.Milliseconds, cancellation);
        return Reaction.Of(new Count($"{message.Test}-{message.Number}"));
    }
}

public static class SplitHandler
{
    public static Reaction Handle(Split message)
    {
        Calls.Note(message.Test, message.Number);
        var due = DateTimeOffset.UtcNow.AddMinutes(message.InMinutes);
        var reaction = Reaction.None;
        for (var part = 1; part <= message.Into; part++)
            reaction = reaction.Then(new Noted(message.Test, message.Number * 100 + part), due);
        return message.TooLarge ? reaction.Then(new Large(message.Test, new string('x', 20_000))) : reaction;
    }
}

public static class SlowHandler
{
    public static async Task<Reaction> Handle(Slow message, CancellationToken cancellation)
    {
        Calls.Note(message.Test, message.Number);
        await Task.Delay(Timeout.Infinite, cancellation);
        return Reaction.None;
    }
}

public static class RefusableHandler
{
    public static Reaction Handle(Refusable message)
    {
        Calls.Note(message.Test, message.Number);
        return Reaction.Of(new Count(Count.NotAllowed));
    }
}

public static class LargeHandler
{
    public static Reaction Handle(Large message)
    {
        Calls.Note(message.Test, message.Text.Length);
        return Reaction.None;
    }
}

/// <summary>The handlers of this process, and when each was called.</summary>
public static class Calls
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, List<Call>> All = new(StringComparer.Ordinal);

    /// <summary>Told of each call as it begins.</summary>
    public static event Action<Call>? Noted;

    /// <returns>The how manieth call for this message it is.</returns>
    public static int Note(string test, int number)
    {
        var call = new Call(test, number, DateTimeOffset.UtcNow);
        var calls = All.GetOrAdd(test, _ => []);
        lock (calls)
        {
            calls.Add(call);
            Noted?.Invoke(call);
            return calls.Count(one => one.Number == number);
        }
    }

    /// <summary>In the order in which they began.</summary>
    public static IReadOnlyList<Call> Of(string test)
    {
        var calls = All.GetOrAdd(test, _ => []);
        lock (calls)
            return [.. calls];
    }

    public static int Of(string test, int number) => Of(test).Count(call => call.Number == number);
}

public sealed record Call(string Test, int Number, DateTimeOffset At);
