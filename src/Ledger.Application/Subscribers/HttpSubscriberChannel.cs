using System.Globalization;
using System.Net.Http.Headers;

namespace Ledger.Application.Subscribers;

/// <summary>
/// Posts notifications, signed after Standard Webhooks 1.0.0 (Webhook headers). Follows no redirect, keeps no cookie, takes no proxy from
/// the environment, checks certificates as the system does, and reads nothing of an answer but its status.
/// </summary>
/// <param name="deliveryTime">For one delivery; <see cref="SubscriberLimits.DeliveryTime"/> when not given.</param>
public sealed class HttpSubscriberChannel(TimeProvider time, TimeSpan? deliveryTime = null) : ISubscriberChannel, IDisposable
{
    private static readonly MediaTypeHeaderValue ContentType = new(Notification.MediaType, "utf-8");

    private static readonly ProductInfoHeaderValue Product =
        new("Ledger", typeof(HttpSubscriberChannel).Assembly.GetName().Version?.ToString(3));

    private readonly TimeSpan deliveryTime = deliveryTime ?? SubscriberLimits.DeliveryTime;
    private readonly SilentReceivers silent = new();
    private readonly HttpClient client = new(Handler()) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<DeliveryAnswer> Post(Receiver receiver, Notification notification, CancellationToken cancellation)
    {
        var id = receiver.Subscription.Id;
        if (!silent.MayTry(id))
            return new DeliveryAnswer(DeliveryOutcome.Failed, "not tried while the receiver leaves another delivery without an answer");
        using var limit = new CancellationTokenSource(deliveryTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        bool? answered = null;
        try
        {
            using var request = Request(receiver, notification);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            answered = true;
            return Judge((int)response.StatusCode);
        }
        catch (HttpRequestException error)
        {
            answered = true;
            return new DeliveryAnswer(DeliveryOutcome.Failed, Words(error.HttpRequestError));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            answered = false;
            var (what, after) = limit.IsCancellationRequested ? ("answer", deliveryTime) : ("connection", SubscriberLimits.ConnectTime);
            return new DeliveryAnswer(
                DeliveryOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"no {what} in {after.TotalSeconds:0.###} seconds"));
        }
        finally
        {
            silent.Tried(id, answered);
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(Receiver receiver, Notification notification)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, receiver.Subscription.Address)
        {
            Content = new ReadOnlyMemoryContent(notification.Body) { Headers = { ContentType = ContentType } },
        };
        request.Headers.UserAgent.Add(Product);
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", receiver.Secret.Sign(notification.Id, seconds, notification.Body.Span));
        return request;
    }

    private static DeliveryAnswer Judge(int status) => new(
        status switch
        {
            >= 200 and < 300 => DeliveryOutcome.Delivered,
            410 => DeliveryOutcome.Gone,
            _ => DeliveryOutcome.Failed,
        },
        status.ToString(CultureInfo.InvariantCulture))
    {
        Answered = true,
    };

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "the name is not known",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection: the certificate or the protocol does not do",
        HttpRequestError.ResponseEnded => "the connection was closed without an answer",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers are too large",
        _ => $"no answer ({error})",
    };

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = SubscriberLimits.ConnectTime,
        PooledConnectionLifetime = SubscriberLimits.ConnectionLife,
        MaxResponseHeadersLength = SubscriberLimits.AnswerHeadersKilobytes,
        MaxResponseDrainSize = SubscriberLimits.DrainedBytes,
        ResponseDrainTimeout = SubscriberLimits.DrainTime,
    };
}
