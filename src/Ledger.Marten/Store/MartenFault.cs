using JasperFx;
using JasperFx.Events;
using Npgsql;

namespace Ledger.Marten.Store;

/// <summary>What the database said, out of what Marten wraps around it.</summary>
internal static class MartenFault
{
    private const string StreamVersion = "MT003";

    /// <returns>
    /// The database's error; a serialization failure where somebody else moved a stream, so that it is asked again what the versions
    /// are; null for what is not the database's.
    /// </returns>
    public static PostgresException? Of(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is PostgresException said && said.SqlState != StreamVersion)
                return said;
            if (inner is ConcurrencyException or PostgresException)
                return new PostgresException(inner.Message, "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure);
        }

        return null;
    }
}
