using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Testing;

namespace Nec.Storage.Tests;

public sealed class SmallTablesTests : DatabaseTests
{
    [Fact]
    public async Task A_contract_text_is_new_once_and_again_when_it_comes_back()
    {
        const string Latest = """
            select string_agg(concat_ws(' ', team, version, title, force, source_text, loaded_at at time zone 'UTC'), ', ')
            from (select distinct on (team, version) * from nec.team_contract order by team, version, loaded_at desc, team_contract_id desc) latest
            """;
        var versions = new ContractVersions(TestDatabase.DataSource);
        Assert.True(await Save("2019", "a", Now));
        Assert.False(await Save("2019", "a", Now.AddHours(1)));
        Assert.True(await Save("2019", "b", Now.AddHours(2)));
        Assert.True(await Save("2020", "c", Now.AddHours(3)));
        Assert.Equal("north 2019 North dorset b 2026-02-10 11:00:00, north 2020 North dorset c 2026-02-10 12:00:00", await Scalar(Latest));
        Assert.True(await Save("2019", "a", Now.AddHours(4)));
        Assert.Equal("north 2019 North dorset a 2026-02-10 13:00:00, north 2020 North dorset c 2026-02-10 12:00:00", await Scalar(Latest));

        Task<bool> Save(string version, string text, DateTimeOffset at) =>
            versions.Save("north", version, "North", "dorset", new(2019, 8, 2), null, text, "worker (w1)", at, CancellationToken);
    }

    [Fact]
    public async Task Of_every_version_the_dates_on_record_are_those_that_were_loaded_last()
    {
        var versions = new ContractVersions(TestDatabase.DataSource);
        Assert.Empty(await versions.OnRecord(CancellationToken));
        await Save("north", "2019", new(2019, 8, 2), null, Now);
        await Save("north", "2019", new(2019, 8, 3), new(2020, 8, 1), Now.AddHours(1));
        await Save("north", "2020", new(2020, 8, 2), null, Now);
        await Save("south", "2019", new(2019, 9, 1), null, Now);
        Assert.Equal(["north 2019 2019-08-03 2020-08-01", "north 2020 2020-08-02 ", "south 2019 2019-09-01 "], await OnRecord());
        await Save("north", "2019", new(2019, 8, 2), null, Now.AddHours(2)); // the first text is back
        Assert.Equal("north 2019 2019-08-02 ", (await OnRecord())[0]);

        Task<bool> Save(string team, string version, DateOnly from, DateOnly? to, DateTimeOffset at) =>
            versions.Save(team, version, "North", "dorset", from, to, $"from {from:O} to {to:O}", "worker (w1)", at, CancellationToken);

        async Task<List<string>> OnRecord() =>
            [.. (await versions.OnRecord(CancellationToken)).Select(version => $"{version.Team} {version.Version} {version.FromOn:yyyy-MM-dd} {version.ToOn:yyyy-MM-dd}")];
    }

    [Fact]
    public async Task A_page_text_is_kept_once_with_the_looks_it_was_seen_between()
    {
        var texts = new PageTexts(TestDatabase.DataSource);
        Assert.Empty(await texts.Latest("north", "dorchester", CancellationToken));
        await Seen("h1", "old", Now);
        await Seen("h2", "new", Now.AddDays(1));
        await Seen("h2", "new", Now.AddDays(2));

        var latest = await Latest();
        Assert.Equal(("h2", "new", Now.AddDays(1), Now.AddDays(2), new DateOnly(2026, 4, 1)), (latest.TextHash, latest.Text, latest.FirstSeenAt, latest.LastSeenAt, latest.StatedOn));
        Assert.Equal(Now, await texts.LastSeen("north", "dorchester", "priorities", "plain h1", CancellationToken));
        Assert.Null(await texts.LastSeen("north", "dorchester", "priorities", "plain h3", CancellationToken));
        await Seen("h1", "old", Now.AddDays(3)); // back again: still two texts
        Assert.Equal("old", (await Latest()).Text);

        async Task<PageText> Latest() => Assert.Single(await texts.Latest("north", "dorchester", CancellationToken)).Value;

        Task Seen(string hash, string text, DateTimeOffset at) =>
            texts.Record("north", "dorchester", [new("priorities", hash, $"plain {hash}", text, new(2026, 4, 1))], [], "CheckPages", at, CancellationToken);
    }

    [Fact]
    public async Task A_page_text_and_the_verdict_on_it_are_kept_together_or_not_at_all()
    {
        var texts = new PageTexts(TestDatabase.DataSource);
        Observation good = new SectionCheck("sherborne", "priorities", Now, Verdict.First);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Record("h1", [good, new Unheard()]));
        Assert.Empty(await texts.Latest("north", "sherborne", CancellationToken));
        await Record("h1", [good]);

        Assert.Equal("h1", Assert.Single(await texts.Latest("north", "sherborne", CancellationToken)).Value.TextHash);
        Assert.Single((await new Facts(TestDatabase.DataSource).Read("north", CancellationToken)).OfType<SectionCheck>(), check => check.Page == "sherborne");

        Task Record(string hash, Observation[] facts) => texts.Record("north", "sherborne", [new("priorities", hash, hash, "text", null)], facts, "CheckPages", Now, CancellationToken);
    }

    [Fact]
    public async Task The_link_signing_key_is_made_once_whoever_asks()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Keys(TestDatabase.DataSource).LinkSigning(Now, CancellationToken)));
        Assert.Equal(32, keys[0].Length);
        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Fact]
    public async Task Bank_holidays_are_kept_for_each_division_and_never_lost()
    {
        var days = new BankHolidayDays(TestDatabase.DataSource);
        BankHolidayDay easter = new() { Day = new(2026, 4, 6), Title = "Easter Monday" };
        BankHolidayDay summer = new() { Day = new(2026, 8, 31), Title = "Summer bank holiday" };
        foreach (var division in Enum.GetValues<Division>())
        {
            Assert.Equal(2, await days.Save(division, [summer, easter], Now, CancellationToken));
        }

        Assert.Equal(0, await days.Save(Division.Scotland, [summer], Now, CancellationToken));
        Assert.Equal(1, await days.Save(Division.Scotland, [summer with { Title = "Late summer" }], Now, CancellationToken));
        Assert.Equal([easter, summer with { Title = "Late summer" }], await days.Read(Division.Scotland, CancellationToken));
        Assert.Equal([easter, summer], await days.Read(Division.EnglandAndWales, CancellationToken));
    }

    [Fact]
    public async Task A_bank_holiday_that_is_withdrawn_stays_on_record_and_may_come_back()
    {
        var days = new BankHolidayDays(TestDatabase.DataSource);
        BankHolidayDay early = new() { Day = new(2027, 5, 3), Title = "Early May bank holiday" };
        BankHolidayDay bundled = new() { Day = new(2027, 12, 27), Title = "", IsWithdrawn = true }; // never listed
        await days.Save(Division.EnglandAndWales, [early], Now, CancellationToken);

        Assert.Equal(2, await days.Save(Division.EnglandAndWales, [early with { Title = "", IsWithdrawn = true }, bundled], Now, CancellationToken));
        Assert.Equal(0, await days.Save(Division.EnglandAndWales, [early with { Title = "", IsWithdrawn = true }, bundled], Now, CancellationToken));
        Assert.Equal([early with { IsWithdrawn = true }, bundled], await days.Read(Division.EnglandAndWales, CancellationToken));
        Assert.DoesNotContain(await days.Held(Division.EnglandAndWales, CancellationToken), day => day == early.Day || day == bundled.Day);
        Assert.Contains(early.Day, await days.Held(Division.Scotland, CancellationToken)); // another division's

        Assert.Equal(1, await days.Save(Division.EnglandAndWales, [early], Now, CancellationToken));
        Assert.Contains(early.Day, await days.Held(Division.EnglandAndWales, CancellationToken));
    }

    [Fact]
    public void Data_protection_keys_come_back()
    {
        var repository = new PostgresXmlRepository(TestDatabase.DataSource);
        repository.StoreElement(new XElement("key", new XAttribute("id", 1)), "key-1");
        repository.StoreElement(new XElement("key", new XAttribute("id", 2)), "key-1");
        Assert.Equal("<key id=\"2\" />", Assert.Single(repository.GetAllElements()).ToString());
    }

    [Fact]
    public async Task What_one_worker_protects_another_can_read()
    {
        await using var first = Worker();
        await using var second = Worker();
        var secret = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookies").Protect("who");
        Assert.Equal("who", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookies").Unprotect(secret));
        Assert.Equal(1L, await Scalar("select count(*) from nec.data_protection_key"));
    }

    [Fact]
    public async Task Everything_that_is_registered_can_be_made()
    {
        var services = new ServiceCollection().AddStorage(TestDatabase.ConnectionString);
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.Empty(await provider.GetRequiredService<Facts>().Read("north", CancellationToken));
    }

    private ServiceProvider Worker()
    {
        var services = new ServiceCollection().AddLogging().AddStorage(TestDatabase.ConnectionString);
        services.AddDataProtection();
        return services.BuildServiceProvider();
    }

    /// <summary>A kind of fact that no table knows.</summary>
    private sealed record Unheard : Observation
    {
        public override DateOnly OccurredOn => new(2026, 4, 1);

        protected override DateTimeOffset HappenedAt => Now;
    }
}
