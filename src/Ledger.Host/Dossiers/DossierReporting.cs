using System.Text;
using Ledger.Application.Dossiers;
using Ledger.Host.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Dossiers;

/// <summary>The report of a dossier: one HTML file that needs nothing else, in the words of the pages.</summary>
public static class DossierReporting
{
    /// <param name="name">What the institution is called.</param>
    /// <param name="given">Digests of the documents that are in the dossier.</param>
    public static async Task<byte[]> Write(InstitutionFile file, string name, IReadOnlySet<string> given)
    {
        await using var services = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Render(typeof(DossierReport), new Dictionary<string, object?>
        {
            [nameof(DossierReport.File)] = file,
            [nameof(DossierReport.Name)] = name,
            [nameof(DossierReport.Given)] = given,
        });
        return Encoding.UTF8.GetBytes(html);
    }
}
