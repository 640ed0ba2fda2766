using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Ledger.Cluster.Tests;

/// <summary>Asks the reader for facts at the positions at which the primary has just acknowledged them.</summary>
public sealed class StandbyReads(Node reader, Writers writers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<TimeSpan> times = [];

    public int Count => times.Count;

    /// <summary>Answers that said to ask again.</summary>
    public int ToldToAskAgain { get; private set; }

    public TimeSpan Median => times.Order().ElementAtOrDefault(times.Count / 2);

    public TimeSpan Longest => times.DefaultIfEmpty().Max();

    /// <summary>Answers that held less than was asked for, or something else.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>One after another, always the newest, until there are no writes any more.</summary>
    public async Task Run(Task writing)
    {
        long last = 0;
        while (!writing.IsCompleted)
        {
            var (institution, position) = writers.Newest;
            if (position == last)
                await Task.Delay(10);
            else
                await Read(institution, last = position);
        }
    }

    private async Task Read(string institution, long position)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await reader.Client.GetAsync($"/api/v1/institutions/{institution}?knownAt={position}");
            var body = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null
                && clock.Elapsed < Patience)
            {
                ToldToAskAgain++;
                continue;
            }

            times.Add(clock.Elapsed);
            if (answer.StatusCode != HttpStatusCode.OK || !Holds(body, institution, position))
                Wrong.Add($"{institution} at {position}: {(int)answer.StatusCode} {body}");
            return;
        }
    }

    private static bool Holds(string body, string institution, long position)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("position").GetInt64() >= position
            && body.Contains(Writers.Name(institution), StringComparison.Ordinal);
    }
}
