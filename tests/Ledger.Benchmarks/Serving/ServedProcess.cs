using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ledger.Benchmarks.Measuring;
using Ledger.Host;

namespace Ledger.Benchmarks.Serving;

/// <summary>The built program, serving a database of the bench in a process of its own.</summary>
internal static class ServedProcess
{
    /// <summary>Between two looks whether it is ready.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <returns>From the start of the process to its first answer that it is ready, seconds. It is ended before this returns.</returns>
    public static async Task<double> TimeToReady(Bench bench, BenchDatabase database, CancellationToken cancellation)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = LedgerProgram.Start(bench, database, "serve");
        start.Environment["LEDGER_URL"] = url.ToString();
        using var process = new Process { StartInfo = start };
        using var client = new HttpClient { BaseAddress = url };
        var clock = Stopwatch.StartNew();
        process.Start();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!await IsReady(client, cancellation))
            {
                if (process.HasExited || clock.Elapsed > Patience)
                    throw new InvalidOperationException("The service did not come to be ready.");
                await Task.Delay(LookInterval, cancellation);
            }

            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsReady(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(ApiRoutes.Ready, cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
