namespace Ledger.Domain.Institutions;

/// <summary>An order to correct (责令改正) and what came of it.</summary>
public abstract record Correction(CorrectionOrdered Order)
{
    public string Id => Order.Order;

    /// <param name="Overdue">What the ledger noted when the deadline had passed; the order stays open all the same.</param>
    public sealed record Ordered(CorrectionOrdered Order, CorrectionOverdue? Overdue = null) : Correction(Order);

    public sealed record Accepted(CorrectionOrdered Order, CorrectionAccepted Acceptance) : Correction(Order)
    {
        /// <summary>
        /// Accepted after the deadline, by the day of the acceptance. Whether the institution was late, or the authority that looked at
        /// it, the fact does not say, and nor must anybody who tells of it.
        /// </summary>
        public bool IsLate => Acceptance.Act.On > Order.Deadline;
    }

    public sealed record Failed(CorrectionOrdered Order, CorrectionFailed Failure) : Correction(Order);
}
