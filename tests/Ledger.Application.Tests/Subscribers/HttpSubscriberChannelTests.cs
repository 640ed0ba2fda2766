using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Application.Subscribers;
using Microsoft.AspNetCore.Http;

namespace Ledger.Application.Tests.Subscribers;

public sealed class HttpSubscriberChannelTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(600);
    private readonly HttpSubscriberChannel channel = new(TimeProvider.System, Short);
    private readonly SubscriberSecret secret = SubscriberSecret.New(RandomNumberGenerator.Create());
    private TestReceiver server = null!;

    public async Task InitializeAsync() => server = await TestReceiver.Start();

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task It_posts_a_signed_cloud_event()
    {
        (await Post()).ShouldBe(new DeliveryAnswer(DeliveryOutcome.Delivered, "204") { Answered = true });

        var request = server.All.ShouldHaveSingleItem();
        (request.Method, request.Path).ShouldBe(("POST", "/notices"));
        request.Header("content-type").ShouldBe("application/cloudevents+json; charset=utf-8");
        request.Header("user-agent").ShouldStartWith("Ledger/");
        StandardWebhooks.Verify(secret.Reveal(), request, DateTimeOffset.UtcNow).ShouldBeTrue();
        StandardWebhooks.Verify("whsec_" + Convert.ToBase64String(new byte[32]), request, DateTimeOffset.UtcNow).ShouldBeFalse();
        request.Headers.Keys.ShouldNotContain("traceparent");
        request.Headers.Keys.ShouldNotContain("cookie");
    }

    [Theory]
    [InlineData(200, DeliveryOutcome.Delivered)]
    [InlineData(202, DeliveryOutcome.Delivered)]
    [InlineData(304, DeliveryOutcome.Failed)]
    [InlineData(400, DeliveryOutcome.Failed)]
    [InlineData(404, DeliveryOutcome.Failed)]
    [InlineData(410, DeliveryOutcome.Gone)]
    [InlineData(429, DeliveryOutcome.Failed)]
    [InlineData(500, DeliveryOutcome.Failed)]
    [InlineData(503, DeliveryOutcome.Failed)]
    public async Task The_status_says_how_it_went(int status, DeliveryOutcome outcome)
    {
        server.Answer = (context, _) => TestReceiver.Status(context, status);

        (await Post()).ShouldBe(new DeliveryAnswer(outcome, $"{status}") { Answered = true });
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await TestReceiver.Start();
        server.Answer = (context, _) =>
        {
            context.Response.Headers.Location = elsewhere.Address.AbsoluteUri;
            context.Response.Headers.SetCookie = "a=b";
            return TestReceiver.Status(context, status);
        };

        (await Post()).ShouldBe(new DeliveryAnswer(DeliveryOutcome.Failed, $"{status}") { Answered = true });
        await Post();
        elsewhere.All.ShouldBeEmpty();
        server.All.ShouldAllBe(request => !request.Headers.ContainsKey("cookie"));
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_has_not_taken_it()
    {
        server.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var watch = Stopwatch.StartNew();

        (await Post()).ShouldBe(new DeliveryAnswer(DeliveryOutcome.Failed, "no answer in 0.6 seconds"));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Who_is_silent_is_tried_one_at_a_time_until_it_answers_again()
    {
        server.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await Post();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post()));
        answers.Count(answer => answer.Said.StartsWith("no answer", StringComparison.Ordinal)).ShouldBe(1);
        answers.Count(answer => answer.Said.StartsWith("not tried", StringComparison.Ordinal)).ShouldBe(7);
        server.All.Count.ShouldBe(2);

        server.Answer = (context, _) => TestReceiver.Status(context, 204);
        (await Post()).Outcome.ShouldBe(DeliveryOutcome.Delivered);
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post()))).ShouldAllBe(answer => answer.Outcome == DeliveryOutcome.Delivered);
    }

    [Fact]
    public async Task An_answer_is_not_read_beyond_its_status()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var talking = TalkWithoutEnd(listener);

        (await Post(new Uri($"http://{listener.LocalEndpoint}/")))
            .ShouldBe(new DeliveryAnswer(DeliveryOutcome.Delivered, "200") { Answered = true });
        // What the sockets hold between the two ends is more than what is read of it.
        (await talking.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeLessThan(16 * 1024 * 1024);
    }

    /// <summary>Answers 200 with a body that has no end, and says how many bytes of it were taken before the other side hung up.</summary>
    private static async Task<long> TalkWithoutEnd(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync();
        var block = new byte[64 * 1024];
        await socket.ReceiveAsync(block);
        await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\n"u8.ToArray());
        var taken = 0L;
        try
        {
            while (true)
                taken += await socket.SendAsync(block);
        }
        catch (SocketException)
        {
            return taken;
        }
    }

    [Fact]
    public async Task Headers_without_end_are_no_answer()
    {
        server.Answer = (context, _) =>
        {
            for (var i = 0; i < 40; i++)
                context.Response.Headers[$"x-{i}"] = new string('x', 1024);
            return TestReceiver.Status(context, 200);
        };

        (await Post()).ShouldBe(new DeliveryAnswer(DeliveryOutcome.Failed, "the answer's headers are too large"));
    }

    [Fact]
    public async Task Who_hangs_up_has_not_taken_it()
    {
        server.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        (await Post()).Outcome.ShouldBe(DeliveryOutcome.Failed);
    }

    [Fact]
    public async Task Who_is_not_there_has_not_taken_it()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        (await Post(new Uri($"http://127.0.0.1:{port}/"))).ShouldBe(new DeliveryAnswer(DeliveryOutcome.Failed, "no connection"));
        (await Post(new Uri("http://no-such-host.invalid/"))).Outcome.ShouldBe(DeliveryOutcome.Failed);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var pretender = await TestReceiver.Start(certificate: certificate);

        var answer = await Post(new UriBuilder(pretender.Address) { Scheme = "https" }.Uri);
        answer.Outcome.ShouldBe(DeliveryOutcome.Failed);
        answer.Said.ShouldStartWith("no secure connection");
        pretender.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_gives_up_says_nothing_of_the_receiver()
    {
        server.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(Post(cancellation: soon.Token));
    }

    private Task<DeliveryAnswer> Post(Uri? address = null, CancellationToken cancellation = default)
    {
        var subscription = new Subscription(
            Guid.Empty, address ?? server.Address, ["list."], 1, 1, DateTimeOffset.UnixEpoch, null, DeliveryRecord.None);
        var source = new Uri("urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057");
        var notification = Notification.Test(Guid.NewGuid(), source, subscription.Id, DateTimeOffset.UtcNow);
        return channel.Post(new Receiver(subscription, secret, source), notification, cancellation);
    }
}
