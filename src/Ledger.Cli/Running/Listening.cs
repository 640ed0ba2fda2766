using System.Net.Sockets;
using Ledger.Cli.Output;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Cli.Running;

/// <summary>Starts a service, and says in a sentence when its address cannot be had.</summary>
internal static class Listening
{
    /// <param name="setting">What the caller changes to have another address.</param>
    /// <exception cref="Failure">It cannot listen there.</exception>
    public static Task Start(WebApplication service, Uri url, string setting, CancellationToken cancellation) =>
        // What started before the listener works in the background; it must end before what it works on does.
        Start(() => service.StartAsync(cancellation), () => service.StopAsync(CancellationToken.None), url, setting);

    /// <param name="stop">Ends what had started when the address was found taken.</param>
    /// <exception cref="Failure">It cannot listen there.</exception>
    public static async Task Start(Func<Task> start, Func<Task> stop, Uri url, string setting)
    {
        try
        {
            await start();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await stop();
            throw new Failure($"The service cannot listen at {url}: {error.Message.TrimEnd('.')}. {setting} names another address.");
        }
    }
}
