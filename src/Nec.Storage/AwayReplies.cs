using Dapper;
using Nec.Core.Deliveries;
using Npgsql;

namespace Nec.Storage;

/// <summary>
/// Who is away, as automatic replies say, by <see cref="ComparedAddress"/>: every method takes an address as it is written anywhere. What
/// stands
/// here is shown and ends with time; it never stops, redirects or delays a mail (decision 31).
/// </summary>
public sealed class AwayReplies(NpgsqlDataSource source)
{
    /// <summary>For so many days after a reply, inclusive, its sender is shown as away, and the reply is kept.</summary>
    public const int ShownDays = 14;

    /// <summary>Remembers that a machine replied for somebody; of several replies the latest counts.</summary>
    public async Task Keep(string address, DateTimeOffset repliedAt, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.away_reply (address, replied_at)
            values (@Address, @repliedAt)
            on conflict (address) do update
            set replied_at = excluded.replied_at
            where excluded.replied_at > away_reply.replied_at
            """,
            new { Address = ComparedAddress.Of(address), RepliedAt = repliedAt.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    /// <summary>When a machine last replied for each address that is away at an instant.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> At(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Address, DateTime RepliedAt)>(new CommandDefinition(
            "select address, replied_at from nec.away_reply where replied_at > @Since",
            new { Since = now.AddDays(-ShownDays) },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Address, row => new DateTimeOffset(row.RepliedAt, TimeSpan.Zero), StringComparer.Ordinal);
    }
}
