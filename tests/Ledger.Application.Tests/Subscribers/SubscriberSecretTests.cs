using System.Security.Cryptography;
using System.Text;
using Ledger.Application.Subscribers;

namespace Ledger.Application.Tests.Subscribers;

public sealed class SubscriberSecretTests
{
    /// <summary>
    /// The vector of the reference libraries: libraries/csharp/StandardWebhooks.Tests/WebhookTest.cs, verifyWebhookSignWorks.
    /// </summary>
    [Fact]
    public void It_signs_as_the_reference_libraries_do()
    {
        var secret = new SubscriberSecret(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        secret.Reveal().ShouldBe("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("{\"test\": 2432232314}"))
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void A_new_one_has_the_length_that_is_asked_for_and_prints_as_nothing()
    {
        using var random = RandomNumberGenerator.Create();
        var secret = SubscriberSecret.New(random);

        Convert.FromBase64String(secret.Reveal()["whsec_".Length..]).Length.ShouldBeInRange(24, 64);
        SubscriberSecret.New(random).Reveal().ShouldNotBe(secret.Reveal());
        $"{secret}".ShouldBe("SubscriberSecret");
    }
}
