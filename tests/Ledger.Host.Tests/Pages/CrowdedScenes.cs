using Ledger.Application.Commands;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Host.Tests.Pages;

/// <summary>More facts than anybody would give by hand, written to the log as they stand.</summary>
internal static class CrowdedScenes
{
    /// <summary>Registered in 2015 and renamed every four days since, under names that would be markup.</summary>
    public static async Task<string> RenamedOften(this RunningLedger ledger, int facts)
    {
        var id = Scenes.NewId("inst");
        var act = new Act(Given.Day("2015-01-01"), Scenes.ProvincialHr);
        IFact[] said =
        [
            new InstitutionRegistered(act, "虚构0<script>", "虚构大学", null, "360000"),
            .. Enumerable.Range(1, facts - 1).Select(number => new InstitutionRenamed(
                act with { On = act.On.AddDays(number * 4) }, $"虚构{number - 1}<script>", $"虚构{number}<script>")),
        ];
        NewEvent[] events = [.. said.Select(fact => FactCodec.Encode(Guid.NewGuid(), fact))];
        var append = new StreamAppend(StreamIds.Institution(id), "institution", ExpectedVersion.NoStream, events);
        await ledger.Ledger.Store.Append(new AppendRequest([append], EventMetadata.None), CancellationToken.None);
        await ledger.CaughtUp();
        return id;
    }
}
