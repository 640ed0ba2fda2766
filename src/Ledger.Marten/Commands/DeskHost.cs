using FluentValidation;
using Ledger.Application.Commands;
using Ledger.Marten.Hosting;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.FluentValidation;

namespace Ledger.Marten.Commands;

/// <summary>
/// The Wolverine that every process has: it carries out commands and writes messages into the inbox, and does nothing by itself. It
/// listens to nothing, schedules nothing, and no other process knows of it; that is for who runs the message box.
/// </summary>
internal static class DeskHost
{
    public static PlainHost Build(IDocumentStore documents, SessionDesk desk, IReadOnlyList<UseCase> useCases, ILoggerFactory logs) =>
        PlainHost.Build(documents, logs, options =>
        {
            options.Durability.Mode = DurabilityMode.MediatorOnly;
            options.Durability.DurabilityAgentEnabled = false;
            options.Services.AddSingleton(desk);
            foreach (var useCase in useCases)
            {
                options.Discovery.IncludeType(typeof(UseCaseHandler<>).MakeGenericType(useCase.Command));
                options.Services.AddSingleton(typeof(IValidator<>).MakeGenericType(useCase.Command), useCase.Validator);
            }

            options.UseFluentValidation(RegistrationBehavior.ExplicitRegistration);
            options.Policies.OnException(error => WriteFault.Of(error) is WriteFault.Raced).RetryTimes(CommandWork.TriesPerCommand - 1);
            Messages.LedgerQueue.Declare(options);
        });
}
