using System.Globalization;
using Ledger.Application.Commands;
using Wolverine;

namespace Ledger.Marten.Commands;

/// <summary>The context of a command, beside it in its envelope.</summary>
internal static class CommandHeaders
{
    private const string Actor = "ledger-actor";
    private const string Key = "ledger-key";
    private const string Expected = "ledger-expected-version";
    private const string Correlation = "ledger-correlation";

    public static DeliveryOptions Write(CommandContext context)
    {
        var options = new DeliveryOptions();
        Add(Actor, context.Actor);
        Add(Key, context.IdempotencyKey);
        Add(Expected, context.ExpectedVersion?.ToString(CultureInfo.InvariantCulture));
        Add(Correlation, context.CorrelationId);
        return options;

        void Add(string name, string? value)
        {
            if (value is not null)
                options.Headers[name] = value;
        }
    }

    public static CommandContext Read(Envelope envelope) => new(
        Get(envelope, Actor) ?? throw new InvalidOperationException("A command came without its actor."),
        Get(envelope, Key),
        Get(envelope, Expected) is { } version ? long.Parse(version, CultureInfo.InvariantCulture) : null,
        Get(envelope, Correlation));

    private static string? Get(Envelope envelope, string name) => envelope.Headers.GetValueOrDefault(name);
}
