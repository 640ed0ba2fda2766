using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Application.Tests.Subscribers;

/// <summary>
/// A receiver's check, written from the text of Standard Webhooks 1.0.0 alone: "The content to be signed is
/// {msg_id}.{timestamp}.{payload}"; the secret is base64 after whsec_; the header is a list of signatures with blanks between, each with
/// its version and a comma before it; the time must be near.
/// </summary>
public static class StandardWebhooks
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static bool Verify(string secret, Received request, DateTimeOffset now)
    {
        var id = request.Header("webhook-id");
        var timestamp = request.Header("webhook-timestamp");
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        if ((now - sent).Duration() > Tolerance)
            return false;

        var signed = $"{id}.{timestamp}.{Encoding.UTF8.GetString(request.Body)}";
        var key = Convert.FromBase64String(secret.Split('_')[1]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
        return request.Header("webhook-signature").Split(' ').Contains(expected);
    }
}
