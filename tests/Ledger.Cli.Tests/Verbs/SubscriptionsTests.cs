using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Cli.Tests.Verbs;

public sealed class SubscriptionsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Id, string Time, string Signature, string Body)> received = [];
    private HttpListener receiver = null!;
    private string url = null!;
    private LedgerUnderTest ledger = null!;

    public async Task InitializeAsync()
    {
        ledger = await LedgerUnderTest.Create();
        (receiver, url) = Listen();
        _ = Task.Run(Take);
    }

    public async Task DisposeAsync()
    {
        receiver.Close();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_subscription_is_added_tried_listed_and_ended()
    {
        var added = await ledger.Run("subscriptions", "add", "--url", url + "?key=hidden", "--facts", "institution.", "list.", "--json");
        added.Exit.ShouldBe(ExitCodes.Ok, added.Error);
        var secret = added.Json["secret"]!.GetValue<string>();
        var id = added.Json["subscription"]!["id"]!.GetValue<string>();

        var tried = await ledger.Run("subscriptions", "test", id);
        (tried.Exit, tried.Output).ShouldBe((ExitCodes.Ok, $"outcome  Delivered{Environment.NewLine}answer   204{Environment.NewLine}"));
        var (webhook, time, signature, body) = received.ShouldHaveSingleItem();
        body.ShouldContain("\"type\":\"ledger.test.v1\"");
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        signature.ShouldBe("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{webhook}.{time}.{body}"))));

        var listed = await ledger.Run("subscriptions", "list");
        listed.Output.ShouldContain($"{id}  {url}?...");
        listed.Output.ShouldContain("institution. list., from position 1");
        var whole = listed.Output + (await ledger.Run("subscriptions", "list", "--json")).Output;
        whole.ShouldNotContain("hidden");
        whole.ShouldNotContain(secret);

        (await ledger.Run("subscriptions", "end", id)).Output.ShouldContain("by hand");
        (await ledger.Run("subscriptions", "test", id)).Exit.ShouldBe(ExitCodes.Problems);
        received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_its_reason()
    {
        var personal = await ledger.Run("subscriptions", "add", "--url", url, "--facts", "credits.");
        (personal.Exit, personal.Output).ShouldBe((ExitCodes.Problems, ""));
        personal.Error.ShouldContain("subscription.not-public");

        (await ledger.Run("subscriptions", "add", "--url", "ftp://127.0.0.1/", "--facts", "list.")).Exit.ShouldBe(ExitCodes.Problems);
        (await ledger.Run("subscriptions", "add", "--url", url, "--facts", "list.", "--from", "0")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("subscriptions", "add", "--facts", "list.")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("subscriptions", "end", Guid.NewGuid().ToString())).Exit.ShouldBe(ExitCodes.Problems);
        (await ledger.Run("subscriptions", "list")).Output.ShouldStartWith("No subscriptions.");
    }

    private static (HttpListener, string) Listen()
    {
        while (true)
        {
            var url = $"http://127.0.0.1:{RandomNumberGenerator.GetInt32(20_000, 60_000)}/notices/";
            var listener = new HttpListener { Prefixes = { url } };
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException)
            {
                // Somebody else's port.
                listener.Close();
            }
        }
    }

    private async Task Take()
    {
        while (receiver.IsListening)
        {
            var context = await receiver.GetContextAsync();
            using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers;
            var text = await body.ReadToEndAsync();
            received.Enqueue((headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, text));
            context.Response.StatusCode = 204;
            context.Response.Close();
        }
    }
}
