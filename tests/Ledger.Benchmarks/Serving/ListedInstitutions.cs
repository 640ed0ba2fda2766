using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Benchmarks.Serving;

/// <summary>Institutions that stand in the directory, more than one page of them, brought there by the commands of their lives.</summary>
internal static class ListedInstitutions
{
    private const int Institutions = 120;
    private const string Authority = "hr-360000";
    private static readonly DateOnly Begins = new(2024, 3, 1);

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-listed-{number:D3}");

    public static async Task Write(ICommandDesk desk, CancellationToken cancellation)
    {
        for (var number = 1; number <= Institutions; number++)
        {
            foreach (var command in Life(number))
            {
                if (await desk.Handle(command, new CommandContext("bench"), cancellation) is not CommandAnswer.Done)
                    throw new InvalidOperationException($"The {command.GetType().Name} of institution {number} was not taken.");
            }
        }
    }

    private static IEnumerable<ICommand> Life(int number)
    {
        var id = Id(number);
        var (application, listing) = (id + "-a1", id + "-l1");
        yield return new RegisterInstitution(id, $"合成继续教育中心{number}号", $"合成建设单位{number}", null, "360100", Begins, Authority);
        yield return new ApplyForListing(id, application, ListingKind.Public, Authority, null, Begins.AddDays(10));
        yield return new ReviewApplication(id, application, true, 5, true, "合成评审意见：推荐", Begins.AddDays(40), Authority);
        yield return new DetermineListing(id, application, listing, Begins.AddDays(60), Authority);
        yield return new ListInstitution(id, listing, Begins.AddDays(75), Authority);
    }
}
