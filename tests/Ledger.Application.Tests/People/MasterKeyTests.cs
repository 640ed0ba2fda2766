using System.Security.Cryptography;
using Ledger.Application.People;

namespace Ledger.Application.Tests.People;

public sealed class MasterKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private byte[] Load(string? given = null)
    {
        using var random = RandomNumberGenerator.Create();
        return MasterKey.Load(given, _folder, random);
    }

    [Fact]
    public void The_first_run_makes_a_key_that_only_its_owner_reads_and_the_next_one_finds_it()
    {
        var made = Load();

        Load().ShouldBe(made);
        File.GetUnixFileMode(Path.Combine(_folder, MasterKey.FileName)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_folder).Length.ShouldBe(1);
    }

    [Fact]
    public async Task First_runs_at_the_same_time_end_with_one_key()
    {
        for (var round = 0; round < 50; round++)
        {
            File.Delete(Path.Combine(_folder, MasterKey.FileName));
            var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Load())));
            keys.Append(Load()).Select(Convert.ToHexString).Distinct().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused()
    {
        Load();
        File.SetUnixFileMode(Path.Combine(_folder, MasterKey.FileName), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Should.Throw<VaultException>(() => Load());
    }

    [Fact]
    public void A_key_given_in_the_environment_goes_first_and_is_never_repeated_in_an_error()
    {
        var given = Convert.ToBase64String(new byte[MasterKey.Bytes]);
        Load(given).ShouldBe(new byte[MasterKey.Bytes]);
        Should.Throw<VaultException>(() => Load("c2hvcnQ=")).Message.ShouldNotContain("c2hvcnQ=");
    }
}
