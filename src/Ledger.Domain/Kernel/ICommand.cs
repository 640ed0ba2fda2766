namespace Ledger.Domain.Kernel;

/// <summary>
/// Something somebody asks for, in the regulation's verb. Days and ids come in with it; nothing is fetched to decide on it.
/// </summary>
public interface ICommand
{
    /// <summary>The day it takes effect, in Asia/Shanghai.</summary>
    DateOnly On { get; }

    /// <summary>Who acts, by code; never a name.</summary>
    string By { get; }
}

/// <summary>
/// What is recorded has happened: a command cannot take effect after the day it is given. A period that must pass first, such as the one
/// for statements before a delisting, could otherwise be stepped around by a day that has not come.
/// </summary>
public static class DayToCome
{
    /// <param name="today">The day on which the command is given, in Asia/Shanghai.</param>
    public static Refusal? Refuses(ICommand command, DateOnly today) =>
        command.On <= today ? null : new Refusal(
            "day.to-come", RefusalKind.Unlawful,
            $"日期 {command.On:yyyy-MM-dd} 尚未到来（今天是 {today:yyyy-MM-dd}）。",
            $"{command.On:yyyy-MM-dd} has not come yet (today is {today:yyyy-MM-dd}).",
            Mend: "到了那一天再登记；登记的是已经发生的事。");
}
