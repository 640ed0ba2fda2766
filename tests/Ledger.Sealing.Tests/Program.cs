namespace Ledger.Sealing.Tests;

/// <summary>The process that the crash test kills.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [Sealers.SealingProcess.Name, var keysFolder])
            return 2;
        await Sealers.SealingProcess.Run(keysFolder);
        return 0;
    }
}
