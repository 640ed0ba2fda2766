using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Domain.Values;

namespace Ledger.Application.Subscribers;

/// <param name="Address">Where notifications are posted to.</param>
/// <param name="Facts">Prefixes of aliases: <c>institution.</c>, <c>list.entry-</c>, <c>decision.issued.v1</c>.</param>
/// <param name="From">The first position to be sent; null for what is recorded from now on.</param>
public sealed record SubscriptionRequest(string Address, IReadOnlyList<string> Facts, long? From = null)
{
    public const string FromStart = "start";
    public const string FromNow = "now";

    /// <summary>Reads <c>start</c>, <c>now</c> or a position of 1 or more.</summary>
    public static bool TryParseFrom(string text, out long? from)
    {
        from = text == FromStart ? 1 : null;
        if (text is FromStart or FromNow)
            return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return false;
        from = position;
        return position >= 1;
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public SubscriptionProblem? Problem(out Uri? address) =>
        (!TryAddress(Address, out address, out var problem) ? problem : null) ?? ProblemOfFacts() ?? ProblemOfFrom();

    /// <summary>An address may hold a secret: it is not for logs.</summary>
    public override string ToString() => nameof(SubscriptionRequest);

    private static bool TryAddress(string text, out Uri? address, [NotNullWhen(false)] out SubscriptionProblem? problem)
    {
        address = null;
        problem = text.Length > SubscriberLimits.AddressCharacters ? SubscriptionProblem.AddressTooLong
            : !Uri.TryCreate(text, UriKind.Absolute, out address) ? SubscriptionProblem.NoAddress
            : address.Scheme is not ("http" or "https") || address.Host.Length == 0 ? SubscriptionProblem.NoAddress
            : address.UserInfo.Length > 0 ? SubscriptionProblem.UserInAddress
            : text.Contains('#', StringComparison.Ordinal) ? SubscriptionProblem.FragmentInAddress
            : PersonalNumbers.StandInId(address.AbsoluteUri) ? SubscriptionProblem.PersonalNumber
            : null;
        return problem is null;
    }

    private SubscriptionProblem? ProblemOfFacts() =>
        Facts.Count == 0 ? SubscriptionProblem.NoFacts
        : Facts.Count > SubscriberLimits.Prefixes ? SubscriptionProblem.TooManyPrefixes
        : Facts.Select(ProblemOfPrefix).FirstOrDefault(problem => problem is not null);

    private static SubscriptionProblem? ProblemOfPrefix(string prefix) =>
        !PublicFacts.Roots.Any(root => prefix.StartsWith(root, StringComparison.Ordinal)) ? SubscriptionProblem.NotPublic
        : prefix.Length > SubscriberLimits.PrefixCharacters || !PublicFacts.AnyBeginsWith(prefix) ? SubscriptionProblem.NoSuchFacts
        : null;

    private SubscriptionProblem? ProblemOfFrom() => From is < 1 ? SubscriptionProblem.From : null;
}
