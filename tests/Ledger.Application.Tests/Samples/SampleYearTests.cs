using Ledger.Application.Commands;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Application.Tests.HoursImport;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.Tests.Samples;

public sealed class SampleYearTests
{
    [Fact]
    public async Task A_year_loads_whole_through_the_ordinary_doors_and_again_leaves_nothing_new()
    {
        await using var scene = await ImportScene.Begin();
        var ids = new TimeOrderedIds(TimeProvider.System);
        var sample = new SampleYear(new CommandDesk(scene.Store, RulePackCatalog.Jiangxi, ids, TimeProvider.System, UseCaseCatalog.All),
            scene.Importer);
        var options = new SampleOptions(60, 2025, 42);

        var first = await sample.Load(options, null, CancellationToken.None);
        (first.Hours.End, first.Hours.Accepted, first.Hours.Rejected).ShouldBe((ImportEnd.Completed, first.Rows, 0));
        (await scene.Count("mt_events where type = 'institution.listed.v1'")).ShouldBe(SampleInstitutions.Providers);
        foreach (var type in new[] { "institution.delisted.v1", "decision.served.v1", "institution.warned.v1" })
            (await scene.Count($"mt_events where type = '{type}'")).ShouldBe(1, type);
        (await scene.Count("mt_events where type = 'institution.renamed.v1'")).ShouldBe(2);

        var head = await scene.Store.Head(CancellationToken.None);
        var again = await sample.Load(options, null, CancellationToken.None);
        (await scene.Store.Head(CancellationToken.None)).ShouldBe(head);
        again.Hours.AlreadyRecorded.ShouldBe(first.Rows);
    }

    [Fact]
    public void Every_institution_says_in_its_name_that_it_is_synthetic()
    {
        var commands = SampleInstitutions.Commands(2025).ToList();
        commands.OfType<RegisterInstitution>().ShouldAllBe(command => command.Name.StartsWith("合成") && command.Host.StartsWith("合成"));
        commands.OfType<RenameInstitution>().ShouldAllBe(command => command.Name.StartsWith("合成"));
    }
}
