using System.Globalization;

namespace Ledger.EventStore.Servers;

/// <summary>What a private server is told in <c>ledger.conf</c>, written anew before each start.</summary>
internal static class ServerSettings
{
    private const long Megabyte = 1024 * 1024;
    private const int SmallestBuffersMegabytes = 128;
    private const int LargestBuffersMegabytes = 4096;

    public static string Text(ServerPlace place, bool durable, string walCompression)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte;
        var buffers = durable ? Math.Clamp(memory / 8, SmallestBuffersMegabytes, LargestBuffersMegabytes) : SmallestBuffersMegabytes;
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Written by the ledger before each start. Changes belong in postgresql.auto.conf (alter system), which is read after this.
            listen_addresses = ''
            unix_socket_directories = '{place.Sockets.Replace("'", "''", StringComparison.Ordinal)}'
            unix_socket_permissions = 0700
            port = {ServerPlace.Port}
            max_connections = 100
            shared_buffers = {buffers}MB
            effective_cache_size = {Math.Max(memory / 2, 2 * SmallestBuffersMegabytes)}MB
            work_mem = 16MB
            maintenance_work_mem = {Math.Clamp(memory / 16, 64, 512)}MB
            min_wal_size = 256MB
            max_wal_size = 2GB
            checkpoint_timeout = 15min
            wal_compression = {walCompression}
            random_page_cost = 1.1
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            password_encryption = 'scram-sha-256'
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            # Neither statements nor their values: a log line is no place for what people sent.
            log_statement = 'none'
            log_error_verbosity = terse
            log_min_error_statement = panic
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            fsync = {(durable ? "on" : "off")}
            full_page_writes = {(durable ? "on" : "off")}
            synchronous_commit = {(durable ? "on" : "off")}

            """);
    }
}
