using System.Security.Cryptography;
using Ledger.Application.Commands;
using Ledger.Messaging;
using Npgsql;

namespace Ledger.Application.Subscribers;

/// <summary>What telling subscribers takes, made once for a ledger.</summary>
public sealed class SubscriberParts : IDisposable
{
    private readonly SubscriptionSeal seal;
    private readonly HttpSubscriberChannel channel;
    private readonly TimeProvider time;

    /// <param name="database">Migrated. Stays the caller's to dispose.</param>
    public SubscriberParts(NpgsqlDataSource database, ReadOnlySpan<byte> masterKey, RandomNumberGenerator random, TimeProvider time)
    {
        seal = new SubscriptionSeal(masterKey, random);
        channel = new HttpSubscriberChannel(time);
        this.time = time;
        Subscriptions = new Subscriptions(database, seal, time);
    }

    public Subscriptions Subscriptions { get; }

    public ISubscriberChannel Channel => channel;

    public SubscriberDesk Desk(IMessageBox messages, IIdSource ids) => new(Subscriptions, seal, channel, messages, ids, time);

    public void Dispose()
    {
        channel.Dispose();
        seal.Dispose();
    }
}
