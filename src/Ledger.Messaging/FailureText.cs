using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using Npgsql;

namespace Ledger.Messaging;

/// <summary>
/// What is said of a failure in logs and rows: its kind and, where there is one, its code. An exception's text may quote what another
/// side answered, a row of a table or a body, and is left out unless it is our own.
/// </summary>
public static class FailureText
{
    public static string Of(Exception error)
    {
        var text = Describe(Innermost(error));
        return text.Length <= MessageLimits.ErrorCharacters ? text : text[..MessageLimits.ErrorCharacters];
    }

    private static string Describe(Exception error) => error switch
    {
        MessageFailedException ours => ours.Message,
        PostgresException refused => $"{nameof(PostgresException)} {refused.SqlState}",
        HttpRequestException { StatusCode: { } status } => $"{nameof(HttpRequestException)} {(int)status}",
        HttpRequestException lost => $"{nameof(HttpRequestException)} {lost.HttpRequestError}",
        SocketException lost => $"{nameof(SocketException)} {lost.SocketErrorCode}",
        // The path can hold the name of a property that a stranger chose.
        JsonException => $"{nameof(JsonException)}: the body is not this message",
        _ => error.GetType().Name,
    };

    private static Exception Innermost(Exception error) =>
        error is AggregateException or TargetInvocationException && error.InnerException is { } inner ? Innermost(inner) : error;
}
