using System.Text;
using Ledger.Transparency.Files;

namespace Ledger.Transparency.Tests.Files;

public sealed class SecretFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-secret-");

    private string Name => Path.Combine(folder.FullName, "key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_first_of_many_who_create_it_at_once_gives_its_content()
    {
        var made = new bool[16];
        Parallel.For(0, made.Length, one => made[one] = SecretFile.TryCreate(Name, Encoding.ASCII.GetBytes($"{one}\n")));
        var first = Array.IndexOf(made, true);
        made.Count(one => one).ShouldBe(1);
        SecretFile.Read(Name).ShouldBe($"{first}\n");
        SecretFile.IsOpenToOthers(Name).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_of_that_name_is_something_already()
    {
        Directory.CreateDirectory(Name);
        SecretFile.TryCreate(Name, "content"u8).ShouldBeFalse();
    }

    [Fact]
    public void Where_it_cannot_be_created_nothing_is_said_to_be_there() =>
        Should.Throw<IOException>(() => SecretFile.TryCreate(Path.Combine(Name, "below"), "content"u8));

    [Fact]
    public void It_is_replaced_whole_and_stays_its_owners()
    {
        SecretFile.TryCreate(Name, "a long first content"u8);
        SecretFile.Replace(Name, "second"u8);
        SecretFile.Read(Name).ShouldBe("second");
        SecretFile.IsOpenToOthers(Name).ShouldBeFalse();
        folder.GetFiles().Length.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_a_group_may_read_is_open_to_others()
    {
        SecretFile.TryCreate(Name, "content"u8);
        File.SetUnixFileMode(Name, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        SecretFile.IsOpenToOthers(Name).ShouldBeTrue();
    }
}
