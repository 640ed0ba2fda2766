using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ledger.Cluster.Tests;

public sealed record Acknowledgement(string Institution, long Position);

/// <summary>
/// Writes synthetic institutions to all addresses at once. What was not acknowledged is sent again with its key, to the next address, until
/// it is: as a careful client does.
/// </summary>
/// <param name="kind">Begins the ids of the institutions.</param>
public sealed class Writers(IReadOnlyList<HttpClient> clients, int commands, string kind = "cluster")
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private int started;
    private int sentAgain;
    private Acknowledgement newest = new("", 0);

    /// <summary>The position that each institution's fact was acknowledged at.</summary>
    public ConcurrentDictionary<string, long> Acknowledged { get; } = new();

    /// <summary>One that was acknowledged last; position 0 before the first.</summary>
    public Acknowledgement Newest => Volatile.Read(ref newest);

    /// <summary>Commands that had to be sent more than once.</summary>
    public int SentAgain => sentAgain;

    public Task Run() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(Write));

    private string Institution(int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:D7}");

    public static string Name(string institution) => "合成集群机构" + institution[^7..];

    private async Task Write(int writer)
    {
        var at = writer;
        for (var number = Interlocked.Increment(ref started); number <= commands; number = Interlocked.Increment(ref started))
        {
            var institution = Institution(number);
            for (var tries = 0; !await Acknowledges(clients[at % clients.Count], institution); tries++, at++)
            {
                if (tries == 0)
                    Interlocked.Increment(ref sentAgain);
                await Task.Delay(Pause);
            }
        }
    }

    private async Task<bool> Acknowledges(HttpClient client, string institution)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/institutions/{institution}")
            {
                Content = JsonContent.Create(new
                {
                    name = Name(institution),
                    host = "合成集群大学",
                    division = "360000",
                    on = "2024-01-10",
                    by = "hr-360000",
                }),
            };
            request.Headers.Add("Idempotency-Key", "key-" + institution);
            using var answer = await client.SendAsync(request);
            if ((int)answer.StatusCode >= 500)
                return false;
            var body = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{client.BaseAddress} refused {institution}: {body}");
            using var receipt = JsonDocument.Parse(body);
            var position = receipt.RootElement.GetProperty("lastPosition").GetInt64();
            Acknowledged[institution] = position;
            Volatile.Write(ref newest, new Acknowledgement(institution, position));
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }
}
