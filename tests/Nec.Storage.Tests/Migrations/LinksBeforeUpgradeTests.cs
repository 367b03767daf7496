using Dapper;
using Nec.Storage.Migrations;
using Nec.Testing;

namespace Nec.Storage.Tests.Migrations;

/// <summary>A link that went out by mail in the minutes before an upgrade is as good as one from after it, and no better.</summary>
public sealed class LinksBeforeUpgradeTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_that_was_mailed_before_0033_is_still_one_of_somebody_who_must_be_listed()
    {
        await using var database = await TestDatabase.Create(CancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("drop schema nec cascade");
        var before = MigrationFile.All().Where(file => string.CompareOrdinal(file.Name, "0033") < 0).ToList();
        await Migrator.Migrate(database.DataSource, before, Locks.Silent, CancellationToken);
        await connection.ExecuteAsync(
            """
            insert into nec.sign_in_link (token_hash, person, role, expires_at, used_at)
            values ('1', 'mailed', 'Admin', now() + interval '14 minutes', null),
                   ('2', 'printed', 'Admin', now() + interval '8 hours', null),
                   ('3', 'used', 'Admin', now() + interval '14 minutes', now()),
                   ('4', 'expired', 'Admin', now() - interval '1 minute', null)
            """);
        await Migrator.Migrate(database.DataSource, Locks.Silent, CancellationToken);

        // A worker of the version before, still running for some minutes, does not name the column.
        await connection.ExecuteAsync(
            "insert into nec.sign_in_link (token_hash, person, role, expires_at) values ('5', 'later', 'Admin', now() + interval '15 minutes')");
        Assert.Equal(
            ["later", "mailed"],
            await connection.QueryAsync<string>("select person from nec.sign_in_link where is_mailed order by person"));
    }
}
