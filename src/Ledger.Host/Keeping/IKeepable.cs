using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Keeping;

/// <summary>An answer that can be made into its bytes before it is sent.</summary>
public interface IKeepable
{
    /// <returns>A <see cref="Queries.BytesAnswer"/>, or a problem.</returns>
    Task<IResult> Render(HttpContext context);
}
