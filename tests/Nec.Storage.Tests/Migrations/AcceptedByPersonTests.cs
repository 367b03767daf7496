using Dapper;
using Nec.Core.Facts;
using Nec.Storage.Migrations;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests.Migrations;

/// <summary>What a person accepted before 0030 is still known as accepted after it.</summary>
public sealed class AcceptedByPersonTests
{
    private const string Reason = "a real update, on a person's word";

    [Fact]
    public async Task Accepted_looks_get_the_flag_and_no_other_fact_changes()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.Create(cancellationToken);
        await using (var connection = await database.DataSource.OpenConnectionAsync(cancellationToken))
        {
            await connection.ExecuteAsync("drop schema nec cascade");
        }

        var before = MigrationFile.All().Where(file => string.CompareOrdinal(file.Name, "0030") < 0).ToList();
        await Migrator.Migrate(database.DataSource, before, Locks.Silent, cancellationToken);
        await Put(database.DataSource, "accepted", "section", "substantive", Reason);
        await Put(database.DataSource, "seen", "section", "substantive", "12 words added");
        await Put(database.DataSource, "refused", "section", "cosmetic", "no real update, on a person's word");
        await Migrator.Migrate(database.DataSource, Locks.Silent, cancellationToken);

        var facts = (await new Facts(database.DataSource).Read("north", cancellationToken)).OfType<SectionCheck>().ToList();
        Assert.Equal([("accepted", true, Reason), ("seen", false, "12 words added"), ("refused", false, "no real update, on a person's word")],
            facts.Select(fact => (fact.Page, fact.AcceptedByPerson, fact.Reason!)));
        await Assert.ThrowsAsync<PostgresException>(() => Execute(database.DataSource, "update nec.fact set team = 'south'")); // append-only again
    }

    // As an earlier version wrote it.
    private static Task Put(NpgsqlDataSource source, string page, string kind, string verdict, string reason) => Execute(
        source,
        """
        insert into nec.fact (team, kind, source_key, occurred_on, occurred_at, recorded_at, recorded_by, target, body)
        values ('north', @kind, @page, '2026-02-03', '2026-02-03T03:30Z', '2026-02-03T09:00Z', 'inspector', @page,
                jsonb_build_object('section', 'priorities', 'verdict', @verdict, 'reason', @reason))
        """,
        new { page, kind, verdict, reason });

    private static async Task Execute(NpgsqlDataSource source, string sql, object? parameters = null)
    {
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: TestContext.Current.CancellationToken));
    }
}
