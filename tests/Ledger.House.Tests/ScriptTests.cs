namespace Ledger.House.Tests;

public sealed class ScriptTests
{
    [Fact]
    public void Every_script_is_executable_and_stops_at_the_first_error() => Checkout.Files
        .Where(file => file.IsScript)
        .SelectMany(file => Problems(file, File.GetUnixFileMode(Checkout.Full(file.Path))))
        .ShouldBeEmpty();

    [Theory]
    [InlineData("#!/usr/bin/env bash\nset -euo pipefail\n", UnixFileMode.UserRead)]
    [InlineData("#!/usr/bin/env bash\necho\n", UnixFileMode.UserRead | UnixFileMode.UserExecute)]
    [InlineData("echo\n", UnixFileMode.UserRead | UnixFileMode.UserExecute)]
    public void A_script_that_is_not_is_found(string text, UnixFileMode mode) =>
        Problems(new Source("scripts/a", text), mode).ShouldHaveSingleItem();

    /// <summary>What is sourced says so to shellcheck in place of a shebang, and need not be executable.</summary>
    private static IEnumerable<string> Problems(Source file, UnixFileMode mode)
    {
        if (file.Text.StartsWith("# shellcheck shell=bash\n", StringComparison.Ordinal))
            yield break;
        if (!file.Text.StartsWith("#!/usr/bin/env bash\n", StringComparison.Ordinal))
            yield return $"{file.Path}: no shebang of bash";
        else if (!file.Text.Contains("\nset -euo pipefail\n", StringComparison.Ordinal))
            yield return $"{file.Path}: does not stop at an error";
        else if (!mode.HasFlag(UnixFileMode.UserExecute))
            yield return $"{file.Path}: not executable";
    }
}
