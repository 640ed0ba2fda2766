namespace Ledger.Domain.Institutions;

/// <summary>An order to correct (责令改正) and what came of it.</summary>
public abstract record Correction(CorrectionOrdered Order)
{
    public string Id => Order.Order;

    public sealed record Ordered(CorrectionOrdered Order) : Correction(Order);

    public sealed record Accepted(CorrectionOrdered Order, CorrectionAccepted Acceptance) : Correction(Order);

    public sealed record Failed(CorrectionOrdered Order, CorrectionFailed Failure) : Correction(Order);
}
