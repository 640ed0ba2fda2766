using System.CommandLine;
using System.Text;
using Ledger.Application.Commands;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Domain.Kernel;
using Ledger.Host;
using Ledger.Host.Commands;
using Ledger.Host.Problems;
using Ledger.Host.Requests;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger do NAME --file JSON</c>: any use case of the desk by its name, read and answered as the API does.</summary>
internal static class DoVerb
{
    private static readonly IReadOnlyDictionary<string, string> NothingFromPath = new Dictionary<string, string>();

    public static Command Build(Terminal terminal)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "The use case, such as institution.rename.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var list = new Option<bool>("--list") { Description = "List the names, with the fields of each command." };
        var file = new Option<string?>("--file") { Description = "The command as JSON; - reads standard input.", HelpName = "JSON|-" };
        var key = new Option<string?>("--key") { Description = "Idempotency key: sent again, it gets the same answer.", HelpName = "K" };
        var version = Flags.Number("--if-match", "Only if the stream has this version.", 0);
        var json = Flags.Json();
        var verb = new Command("do", "Carry out a command.") { name, list, file, key, version, json };
        verb.SetAction((parsed, cancellation) => parsed.GetValue(list)
            ? List(terminal, parsed.GetValue(json))
            : Run(
                terminal,
                UseCaseOf(parsed.GetValue(name)),
                parsed.GetValue(file) ?? throw new Failure("Name the command's file: --file JSON, or --file - for standard input."),
                new CommandContext(CommandHeaders.ActorByDefault, parsed.GetValue(key), parsed.GetValue(version)),
                parsed.GetValue(json),
                cancellation));
        return verb;
    }

    private static UseCase UseCaseOf(string? name) =>
        UseCaseCatalog.ForOthers.FirstOrDefault(one => one.Name == name)
        ?? throw new Failure($"There is no use case '{name}'. ledger do --list names them all.");

    private static Task<int> List(Terminal terminal, bool json)
    {
        var all = UseCaseCatalog.ForOthers.Select(one => new { one.Name, Fields = Fields(one.Command) }).ToList();
        if (json)
            terminal.WriteJson(new { UseCases = all });
        foreach (var one in json ? [] : all)
            terminal.Output.WriteLine($"{one.Name,-40} {string.Join(" ", one.Fields)}");
        return Task.FromResult(ExitCodes.Ok);
    }

    /// <summary>A field that may be left out stands in brackets.</summary>
    private static List<string> Fields(Type command) =>
    [
        .. CommandJson.Options.GetTypeInfo(command).Properties
            .Where(property => property.Set is not null)
            .Select(property => property.IsRequired ? property.Name : $"[{property.Name}]"),
    ];

    private static async Task<int> Run(
        Terminal terminal, UseCase useCase, string file, CommandContext context, bool json, CancellationToken cancellation)
    {
        var (command, problem) = CommandBody.Parse(await Body(terminal, file, cancellation), useCase.Command, NothingFromPath);
        if (problem is not null)
            return ProblemLines.Write(terminal, problem, json);

        await using var ledger = await Ledgers.Open(cancellation);
        var answer = await ledger.Desk.Handle(command!, context, cancellation);
        if (AnswerProblems.Of(answer) is { } refused)
            return ProblemLines.Write(terminal, refused, json);

        await ledger.CatchUp(cancellation);
        Tell(terminal, (CommandAnswer.Done)answer, json);
        return ExitCodes.Ok;
    }

    private static async Task<byte[]> Body(Terminal terminal, string file, CancellationToken cancellation)
    {
        if (file != "-")
        {
            InputFile.Demand(file);
            // Read to the limit and not to the length: a device or a pipe says that it has none.
            var bytes = new byte[HostLimits.CommandBodyBytes + 1];
            await using var stream = await Task.Run(() => File.OpenRead(file), CancellationToken.None).WaitAsync(cancellation);
            var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
            return count <= HostLimits.CommandBodyBytes
                ? bytes[..count]
                : throw new Failure($"{file} is over {HostLimits.CommandBodyBytes} bytes, the most that a command may have.");
        }

        var buffer = new char[HostLimits.CommandBodyBytes + 1];
        var read = await terminal.Input.ReadBlockAsync(buffer, cancellation);
        return read <= HostLimits.CommandBodyBytes
            ? Encoding.UTF8.GetBytes(buffer, 0, read)
            : throw new Failure($"Standard input holds over {HostLimits.CommandBodyBytes} characters, the most that a command may have.");
    }

    private static void Tell(Terminal terminal, CommandAnswer.Done done, bool json)
    {
        if (json)
            terminal.WriteJson(CommandReceipt.Of(done));
        else if (done.Facts == 0)
            terminal.Output.WriteLine($"{done.Stream}: version {done.Version}; it had been done before, nothing was written");
        else
            terminal.Output.WriteLine($"{done.Stream}: version {done.Version}, {Count(done.Facts)}, up to position {done.LastPosition}");
    }

    private static string Count(int facts) => facts == 1 ? "1 fact" : $"{facts} facts";
}
