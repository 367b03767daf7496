using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>The networks' own ids of the accounts that we count, kept from the look that first told them.</summary>
public sealed class SocialAccounts(NpgsqlDataSource source)
{
    /// <summary>The ids of a network's accounts, by handle as the contract spells it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Ids(string network, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select handle, network_id
            from nec.social_account
            where network = @network
            """,
            new { network },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Handle, row => row.NetworkId, StringComparer.Ordinal);
    }

    /// <summary>Keeps an id; the first one stays, so that a name which passes to somebody else is noticed.</summary>
    public async Task Keep(string network, string handle, string networkId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.social_account (network, handle, network_id, resolved_at)
            values (@network, @handle, @networkId, @now)
            on conflict (network, handle) do nothing
            """,
            new { network, handle, networkId, now },
            cancellationToken: cancellationToken));
    }

    private sealed record Row
    {
        public required string Handle { get; init; }

        public required string NetworkId { get; init; }
    }
}
