using System.Globalization;
using System.Text;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.Samples;
using Ledger.Benchmarks.Measuring;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Benchmarks.Growth;

/// <summary>
/// Events of a year of credit hours, made by statements over a series of numbers: twelve rounds, in each of which every person claims one
/// participation that is recognised. So an account's events lie as far apart in the log as they do in life, and a read of one account
/// finds them on as many pages.
/// </summary>
internal static class FilledRows
{
    /// <summary>Claims of one person in the year, and events of one claim.</summary>
    private const int Rounds = 12, EventsOfClaim = 2;

    /// <summary>Events written by one statement.</summary>
    private const int EventsPerStatement = 500_000;

    public const int EventsOfPerson = Rounds * EventsOfClaim;

    public static int Year => SampleInstitutions.FirstYear;

    private const string Streams = """
        insert into public.mt_streams (id, type, version)
        select 'credits-' || $1 || '-' || md5('person' || person), 'credits', $2 from generate_series(0, $3 - 1) person
        """;

    // Bodies are the codec's own; what differs from row to row is put over them.
    private const string Events = """
        insert into public.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, user_name, timestamp)
        select $1 + 1 + i, md5('event' || i)::uuid, 'credits-' || $2 || '-' || md5('person' || person), 2 * round + half + 1,
               case half when 0
                 then $3 || jsonb_build_object(
                   'entry', md5('entry' || i)::uuid, 'hours', 2 + (person + round) % 20,
                   'provider', 'sample-' || $2 || '-' || to_char(1 + person % 12, 'FM00'), 'division', (360102 + person % 3)::text)
                 else $4 || jsonb_build_object('entry', md5('entry' || (i - 1))::uuid, 'hours', 2 + (person + round) % 20) end,
               case half when 0 then $5 else $6 end, case half when 0 then $7 else $8 end, 'bench', $9
        from generate_series($10, $11) i,
        lateral (select i / (2 * $12) as round, i % (2 * $12) / 2 as person, i % 2 as half) at
        order by i
        """;

    private const string MoveHead = """
        update ledger.head set position = (select max(seq_id) from public.mt_events), recorded_at = $1
        """;

    /// <returns>How many, made even: every person has all rounds.</returns>
    public static async Task<long> Write(BenchDatabase database, LedgerSystem ledger, long events, CancellationToken cancellation)
    {
        var people = Math.Max(1, events / EventsOfPerson);
        var all = people * EventsOfPerson;
        var head = await ledger.Store.Head(cancellation);
        var at = DateTime.UtcNow;
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        // Positions come with the rows and the keys hold by construction: neither numbering nor foreign keys look on. The triggers that
        // protect what is recorded stay awake, and verification finds the ledger whole.
        await Run(connection, "set session_replication_role = replica", cancellation);
        await Run(connection, Streams, cancellation, Text(YearText), Long(EventsOfPerson), Long(people));
        var (claimed, recognised) = Bodies(ledger);
        for (var first = 0L; first < all; first += EventsPerStatement)
        {
            await Run(
                connection, Events, cancellation, Long(head), Text(YearText), Json(claimed), Json(recognised), Text(claimed.Type),
                Text(recognised.Type), Text(claimed.DotNetType!), Text(recognised.DotNetType!), Time(at), Long(first),
                Long(Math.Min(first + EventsPerStatement, all) - 1), Long(people));
        }

        // And with them again, so that Marten's sequence follows.
        await Run(connection, "set session_replication_role = origin", cancellation);
        await Run(connection, MoveHead, cancellation, Time(at));
        return all;
    }

    /// <summary>So many persons of so many, none next to the one before.</summary>
    public static async Task<IReadOnlyList<Guid>> People(
        BenchDatabase database, int count, long people, CancellationToken cancellation)
    {
        // A prime's multiples.
        await using var command = database.Source.CreateCommand(
            "select md5('person' || n * 7919 % $2)::uuid from generate_series(1, $1::bigint) n");
        command.Parameters.AddRange(new[] { Long(count), Long(people) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<Guid>(count);
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetGuid(0));
        return found;
    }

    private static string YearText => Year.ToString("D4", CultureInfo.InvariantCulture);

    private static (NewEvent Claimed, NewEvent Recognised) Bodies(LedgerSystem ledger)
    {
        var act = new Act(new DateOnly(Year, 6, 30), "import", ledger.Rules.Reference(Domain.RulePacks.Rules.ReportCompletion));
        var claimed = new HoursClaimed(
            act, Guid.Empty, LearningForm.Course, SubjectKind.Professional, 8m, $"sample-{Year}-p0001", "合成工程技术培训班第1期",
            SampleInstitutions.IdOf(Year, 1), new DateOnly(Year, 6, 1), new DateOnly(Year, 6, 2), "360102", new string('b', 32));
        return (FactCodec.Encode(Guid.Empty, claimed), FactCodec.Encode(Guid.Empty, new HoursRecognised(act, Guid.Empty, 8m)));
    }

    private static async Task Run(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Text(string value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value };

    private static NpgsqlParameter Long(long value) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = value };

    private static NpgsqlParameter Time(DateTime value) => new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = value };

    private static NpgsqlParameter Json(NewEvent body) =>
        new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = Encoding.UTF8.GetString(body.Json.Span) };
}
