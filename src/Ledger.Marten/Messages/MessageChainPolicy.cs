using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using Ledger.Application.Messages;
using Marten;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Configuration;
using Wolverine.Runtime.Handlers;
using IMessage = Ledger.Application.Messages.IMessage;

namespace Ledger.Marten.Messages;

/// <summary>
/// The frame of every message's handler: what it returns is a <see cref="Reaction"/> to be carried out, and not a message to be sent
/// on. The handler itself knows nothing of this.
/// </summary>
internal sealed class MessageChainPolicy(TimeSpan handlingTime) : IHandlerPolicy
{
    public static bool IsMessage(HandlerChain chain) => typeof(IMessage).IsAssignableFrom(chain.MessageType);

    public void Apply(IReadOnlyList<HandlerChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(IsMessage))
        {
            chain.ExecutionTimeoutInSeconds = Math.Max(1, (int)handlingTime.TotalSeconds);
            var reactions = chain.ReturnVariablesOfType<Reaction>().ToList();
            foreach (var reaction in reactions)
                reaction.UseReturnAction(_ => new MethodCall(typeof(ReactionFrame), nameof(ReactionFrame.CarryOut)));
            if (reactions.Count == 0)
                chain.Postprocessors.Insert(0, new MethodCall(typeof(ReactionFrame), nameof(ReactionFrame.End)));
            // The handler takes no session, but its frame does: that one is saved after it.
            chain.AddDependencyType(typeof(IDocumentSession));
            new TransactionalAttribute().Modify(chain, rules, container);
        }
    }
}

/// <summary>What the generated code calls before a handler.</summary>
public static class ClaimFrame
{
    public static Task<HandlerContinuation> BeforeAsync(Envelope envelope, MessageSteps steps, CancellationToken cancellation) =>
        steps.Claim(envelope, cancellation);
}

/// <summary>What the generated code calls after a handler.</summary>
public static class ReactionFrame
{
    public static Task CarryOut(
        Reaction reaction, Envelope envelope, IDocumentSession session, IMessageContext context, MessageSteps steps,
        CancellationToken cancellation) =>
        steps.CarryOut(reaction, envelope, session, context, cancellation);

    /// <summary>After a handler that returns nothing.</summary>
    public static Task End(
        Envelope envelope, IDocumentSession session, IMessageContext context, MessageSteps steps, CancellationToken cancellation) =>
        steps.CarryOut(Reaction.None, envelope, session, context, cancellation);
}
