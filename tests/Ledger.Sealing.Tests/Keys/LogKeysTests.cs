using Ledger.Sealing.Keys;
using Ledger.Transparency.Signatures;

namespace Ledger.Sealing.Tests.Keys;

public sealed class LogKeysTests : IDisposable
{
    private const string Origin = "ledger.test/log";

    private readonly string folder = Directory.CreateTempSubdirectory("ledger-keys-").FullName;

    private string KeyPath => Path.Combine(folder, LogKeyFile.FileName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_first_run_makes_a_key_that_only_its_owner_reads_and_the_next_one_finds_it()
    {
        using var first = LogKeys.Open(null, folder, Origin);
        using var second = LogKeys.Open(null, folder, Origin);

        second.Verifiers.ShouldBe(first.Verifiers);
        first.Verifiers.ShouldHaveSingleItem().Name.ShouldBe(Origin);
        File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Of_many_that_start_at_once_one_makes_the_key()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => LogKeys.Open(null, folder, Origin))));

        opened.Select(keys => keys.Verifiers[0]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_key_file_that_others_can_read_is_refused()
    {
        LogKeys.Open(null, folder, Origin).Dispose();
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Should.Throw<SealingException>(() => LogKeys.Open(null, folder, Origin)).Message.ShouldContain("0600");
    }

    [Fact]
    public void A_key_of_another_log_or_none_is_refused_and_never_repeated()
    {
        LogKeys.Open(null, folder, "ledger.test/other").Dispose();
        var text = File.ReadAllText(KeyPath);

        foreach (var given in new[] { text, "PRIVATE+KEY+x", "   ", text.Replace("+", "-", StringComparison.Ordinal) })
        {
            var refused = Should.Throw<SealingException>(() => LogKeys.Open(given, folder, Origin));
            refused.Message.ShouldNotContain(text.Trim()[^20..]);
        }
    }

    [Fact]
    public void A_key_from_the_environment_makes_no_file()
    {
        LogKeys.Open(null, folder, Origin).Dispose();
        var text = File.ReadAllText(KeyPath);
        File.Delete(KeyPath);

        using var keys = LogKeys.Open(text, folder, Origin);

        keys.Verifiers.ShouldHaveSingleItem();
        File.Exists(KeyPath).ShouldBeFalse();
    }

    [Fact]
    public void Keys_are_added_to_a_limit_and_retired_but_for_the_last()
    {
        using var keys = LogKeys.Open(null, folder, Origin);
        var file = new LogKeyFile(folder);
        for (var at = 1; at < SealingLimits.SigningKeys; at++)
            file.Add(Origin, SignatureSuites.All[0]);

        Should.Throw<SealingException>(() => file.Add(Origin, SignatureSuites.All[0]));
        foreach (var key in keys.Verifiers.Skip(1))
            file.Retire(Origin, key.Id);
        Should.Throw<SealingException>(() => file.Retire(Origin, keys.Verifiers[0].Id));
        Should.Throw<SealingException>(() => file.Retire(Origin, 1));
    }

    [Fact]
    public void What_was_signed_is_remembered_and_a_damaged_memory_is_not_passed_over()
    {
        var memory = new SignedMemory(folder);
        memory.Read().ShouldBeNull();
        var root = Transparency.Trees.TreeHasher.Leaf([1]);
        memory.Write(17, root);
        memory.Read().ShouldBe((17, root));
        File.WriteAllText(Path.Combine(folder, SignedMemory.FileName), "17 abc\n");

        Should.Throw<SealingException>(() => memory.Read());
    }
}
