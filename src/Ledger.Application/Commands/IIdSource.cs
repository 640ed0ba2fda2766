namespace Ledger.Application.Commands;

/// <summary>Where new ids come from. Given by the composition root, so that a test or a sample can give its own.</summary>
public interface IIdSource
{
    Guid Next();
}

/// <summary>Random ids that sort by time (RFC 9562 version 7).</summary>
public sealed class TimeOrderedIds(TimeProvider time) : IIdSource
{
#pragma warning disable RS0030 // The one place where ids are made.
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
#pragma warning restore RS0030
}
