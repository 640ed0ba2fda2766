namespace Ledger.Application.Subscribers;

/// <summary>Why a subscription is not made. No article is hurt, but the ledger's own order; the address is never repeated.</summary>
/// <param name="Code">Stable, for machines: <c>subscription.not-public</c>.</param>
/// <param name="Field">What of the request it is about: <c>address</c>, <c>facts</c>, <c>from</c>; null for the whole.</param>
public sealed record SubscriptionProblem(string Code, string? Field, string Zh, string En)
{
    private const string OfAddress = "address";
    private const string OfFacts = "facts";

    internal static SubscriptionProblem NoAddress { get; } = new(
        "subscription.address", OfAddress, "收件地址应为 http 或 https 的完整地址。", "The address is not a whole http or https address.");

    internal static SubscriptionProblem AddressTooLong { get; } = new(
        "subscription.address-too-long", OfAddress, $"收件地址不得超过{SubscriberLimits.AddressCharacters}个字符。",
        $"The address has more than {SubscriberLimits.AddressCharacters} characters.");

    internal static SubscriptionProblem UserInAddress { get; } = new(
        "subscription.address-user", OfAddress, "收件地址中不得含有用户名或密码；通知由签名证明来源。",
        "The address has a user or a password in it; notifications are proved by their signature.");

    internal static SubscriptionProblem FragmentInAddress { get; } = new(
        "subscription.address-fragment", OfAddress, "收件地址中不得含有“#”及其后的部分，它不会被发送。",
        "The address has a fragment, which is never sent.");

    internal static SubscriptionProblem PersonalNumber { get; } = new(
        "subscription.address-personal", OfAddress, "收件地址中含有疑似身份证件号码。", "The address carries what looks like an identity number.");

    internal static SubscriptionProblem NoFacts { get; } = new(
        "subscription.facts-missing", OfFacts, "应至少指明一类事实，例如 institution.。", "No facts are named, such as institution. are.");

    internal static SubscriptionProblem TooManyPrefixes { get; } = new(
        "subscription.facts-too-many", OfFacts, $"所订事实不得超过{SubscriberLimits.Prefixes}类。",
        $"More than {SubscriberLimits.Prefixes} prefixes are named.");

    internal static SubscriptionProblem NotPublic { get; } = new(
        "subscription.not-public", OfFacts,
        $"只能订阅公开的事实，即以 {string.Join("、", PublicFacts.Roots)} 开头的；涉及个人和个人学时的事实不对外发送。",
        $"Only public facts are sent, whose aliases begin with {string.Join(", ", PublicFacts.Roots)}. Facts about persons and their hours "
        + "do not leave the ledger.");

    internal static SubscriptionProblem NoSuchFacts { get; } = new(
        "subscription.no-such-facts", OfFacts, "没有以此开头的公开事实；涉及个人的事实不对外发送。",
        "No public fact's alias begins so. Facts that name a person do not leave the ledger.");

    public static SubscriptionProblem From { get; } = new(
        "subscription.from", "from", "起始位置应为 start、now 或不小于 1 的整数。", "A beginning is start, now or a position of 1 or more.");

    internal static SubscriptionProblem TooMany { get; } = new(
        "subscription.too-many", null, $"未终止的订阅已达{SubscriberLimits.Subscriptions}个，请先终止不再需要的。",
        $"There are {SubscriberLimits.Subscriptions} subscriptions already; end one that is not needed.");
}

/// <summary>What a request for a subscription comes to.</summary>
public abstract record SubscriptionAnswer
{
    private SubscriptionAnswer() { }

    /// <param name="Secret">Shown to the operator now and never again.</param>
    public sealed record Added(Subscription Subscription, SubscriberSecret Secret) : SubscriptionAnswer;

    public sealed record Refused(SubscriptionProblem Problem) : SubscriptionAnswer;
}
