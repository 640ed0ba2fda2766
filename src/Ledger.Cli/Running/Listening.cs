using System.Net.Sockets;
using Ledger.Cli.Output;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Cli.Running;

/// <summary>Starts a service, and says in a sentence when its address cannot be had.</summary>
internal static class Listening
{
    /// <param name="setting">What the caller changes to have another address.</param>
    /// <exception cref="Failure">It cannot listen there.</exception>
    public static async Task Start(WebApplication service, Uri url, string setting, CancellationToken cancellation)
    {
        try
        {
            await service.StartAsync(cancellation);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // What started before the listener works in the background; it must end before what it works on does.
            await service.StopAsync(CancellationToken.None);
            throw new Failure($"The service cannot listen at {url}: {error.Message.TrimEnd('.')}. {setting} names another address.");
        }
    }
}
