using System.Security.Cryptography;
using System.Text;
using Ledger.Application.People;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Application.Tests.People;

public sealed class PeopleVaultTests : IAsyncLifetime
{
    private static readonly PeopleKeys Keys = new(SHA256.HashData("a master key for tests"u8));

    private TestDatabase _database = null!;
    private PeopleVault _vault = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create(PeopleMigrations.Apply);
        _vault = await Open(Keys);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    private Task<PeopleVault> Open(PeopleKeys keys) =>
        PeopleVault.Open(_database.Service, keys, RandomNumberGenerator.Create(), CancellationToken.None);

    private Task<IReadOnlyList<Resolved>> Resolve(params Identity[] people) => _vault.Resolve(people, enrol: true, CancellationToken.None);

    [Fact]
    public async Task A_new_person_is_enrolled_once_and_found_ever_after()
    {
        var first = await Resolve(Synthetic.Person(1), Synthetic.Person(2), Synthetic.Person(1));
        var again = await Resolve(Synthetic.Person(2), Synthetic.Person(1));

        first[0].Person.ShouldBe(first[2].Person);
        first[0].Person.ShouldNotBe(first[1].Person);
        again.Select(one => one.Person).ShouldBe([first[1].Person, first[0].Person]);
        (first[0].Enrolled, again[0].Enrolled).ShouldBe((true, false));
        (await _vault.Find(Synthetic.Identity(1), CancellationToken.None)).ShouldBe(first[0].Person);
    }

    [Fact]
    public async Task Looking_only_enrols_nobody()
    {
        var looked = await _vault.Resolve([Synthetic.Person(1)], enrol: false, CancellationToken.None);

        looked[0].Person.ShouldBe(Guid.Empty);
        (await Count("people.person")).ShouldBe(0);
    }

    [Fact]
    public async Task Many_imports_of_the_same_new_people_at_once_give_one_id_each()
    {
        var people = Enumerable.Range(0, 300).Select(serial => Synthetic.Person(serial)).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller =>
            Task.Run(() => Resolve([.. people.OrderBy(person => SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}{person.Name}"))[0])]))));

        (await Count("people.person")).ShouldBe(300);
        answers.SelectMany(answer => answer).Select(one => one.Person).Distinct().Count().ShouldBe(300);
    }

    [Fact]
    public async Task A_number_under_another_name_is_told_but_spaces_and_full_width_are_no_other_name()
    {
        await Resolve(Synthetic.Person(1, "合成 甲Ａ"));

        (await Resolve(Synthetic.Person(1, "合成甲A")))[0].OtherName.ShouldBeFalse();
        (await Resolve(Synthetic.Person(1, "合成乙")))[0].OtherName.ShouldBeTrue();
    }

    [Fact]
    public async Task A_number_under_another_name_moves_nobodys_employer()
    {
        var person = (await Resolve(Synthetic.Person(1, employer: "合成单位一")))[0].Person;

        var slip = await Resolve(Synthetic.Person(1, name: "合成乙", employer: "合成单位二", asOf: "2025-12-01"));

        slip[0].OtherName.ShouldBeTrue();
        (await Employer(person)).ShouldBe("合成单位一");
    }

    [Fact]
    public async Task A_later_report_moves_the_employer_and_an_earlier_one_does_not()
    {
        var person = (await Resolve(Synthetic.Person(1, employer: "合成单位一", asOf: "2025-05-01")))[0].Person;
        await Resolve(Synthetic.Person(1, employer: "合成单位零", asOf: "2025-04-01"));
        (await Employer(person)).ShouldBe("合成单位一");

        await Resolve(
            Synthetic.Person(1, employer: "合成单位三", asOf: "2025-07-01"), Synthetic.Person(1, employer: "合成单位二", asOf: "2025-06-01"));
        (await Employer(person)).ShouldBe("合成单位三");
    }

    [Fact]
    public async Task Opening_a_record_gives_it_back_and_leaves_who_and_why()
    {
        var person = (await Resolve(Synthetic.Person(1)))[0].Person;
        var revealed = await _vault.Reveal(person, "hr-360000", "核对学时证明", CancellationToken.None);

        (revealed!.Number, revealed.Name, revealed.Employer).ShouldBe((Synthetic.Number(1), "合成甲0001", "合成单位"));
        (await Count("people.access where actor = 'hr-360000' and purpose = '核对学时证明'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_record_moved_to_another_person_does_not_open_and_the_attempt_is_on_record()
    {
        var people = await Resolve(Synthetic.Person(1), Synthetic.Person(2));
        await Execute($"""
            update people.person set record = other.record, wrapped_key = other.wrapped_key from people.person other
            where person.id = '{people[0].Person}' and other.id = '{people[1].Person}'
            """);

        await Should.ThrowAsync<VaultException>(_vault.Reveal(people[0].Person, "hr-360000", "核对", CancellationToken.None));
        (await Count("people.access")).ShouldBe(1);
    }

    [Fact]
    public async Task After_the_key_is_gone_the_id_stays_and_nothing_opens()
    {
        var person = (await Resolve(Synthetic.Person(1)))[0].Person;
        await Execute($"update people.person set wrapped_key = null, record = null, lookup = null, name_tag = null where id = '{person}'");

        (await _vault.Reveal(person, "hr-360000", "核对", CancellationToken.None)).ShouldBeNull();
        (await _vault.Find(Synthetic.Identity(1), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_that_open_an_empty_vault_with_different_keys_do_not_both_enrol()
    {
        using var other = new PeopleKeys(SHA256.HashData("another"u8));
        var second = await Open(other);
        await Resolve(Synthetic.Person(1));

        await Should.ThrowAsync<VaultException>(() => second.Resolve([Synthetic.Person(1)], enrol: true, CancellationToken.None));
        (await Count("people.person")).ShouldBe(1);
    }

    [Fact]
    public async Task Another_master_key_is_refused_before_anybody_is_enrolled_twice()
    {
        await Resolve(Synthetic.Person(1));
        using var other = new PeopleKeys(SHA256.HashData("another"u8));

        await Should.ThrowAsync<VaultException>(Open(other));
    }

    [Fact]
    public async Task No_column_holds_number_or_name_in_the_clear()
    {
        await Resolve(Synthetic.Person(1));
        await using var command = _database.DataSource.CreateCommand("select person::text from people.person");
        var row = (string)(await command.ExecuteScalarAsync())!;

        row.ShouldNotContain(Synthetic.Number(1));
        row.ShouldNotContain("合成甲");
        row.ShouldNotContain(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Synthetic.Number(1))));
        row.ShouldNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("合成甲")));
    }

    [Fact]
    public void What_holds_personal_data_does_not_print_it()
    {
        $"{Synthetic.Person(1)} {new RevealedPerson(Guid.Empty, "1", "2", "合成甲", null, null)}".ShouldBe("Identity RevealedPerson");
    }

    private async Task<long> Count(string from)
    {
        await using var command = _database.DataSource.CreateCommand($"select count(*) from {from}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<string?> Employer(Guid person)
    {
        await using var command = _database.DataSource.CreateCommand("select employer from people.person where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = person });
        return (string?)await command.ExecuteScalarAsync();
    }

    private async Task Execute(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
