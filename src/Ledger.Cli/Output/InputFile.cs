namespace Ledger.Cli.Output;

/// <summary>A file that a verb reads, looked at before a database is reached for.</summary>
internal static class InputFile
{
    /// <exception cref="Failure">There is no such file. What is in it is judged by whoever reads it.</exception>
    public static string Demand(string path)
    {
        if (Directory.Exists(path))
            throw new Failure($"{path} is a folder: name a file.");
        return File.Exists(path) ? path : throw new Failure($"{path}: there is no such file.");
    }
}
