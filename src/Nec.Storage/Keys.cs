using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>Secret keys that every worker shares.</summary>
public sealed class Keys(NpgsqlDataSource source)
{
    private const int KeyBytes = 32;

    /// <summary>The key that signs links in mail; made by whoever asks first.</summary>
    public Task<byte[]> LinkSigning(DateTimeOffset now, CancellationToken cancellationToken) => Of("link-signing", now, cancellationToken);

    /// <summary>The key that Message-IDs are derived with; made by whoever asks first.</summary>
    public Task<byte[]> MessageIds(DateTimeOffset now, CancellationToken cancellationToken) => Of("message-id", now, cancellationToken);

    private async Task<byte[]> Of(string purpose, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await Current(connection, purpose, cancellationToken) ?? await Make(connection, purpose, now, cancellationToken);
    }

    private static async Task<byte[]> Make(NpgsqlConnection connection, string purpose, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.secret_key (purpose, key_bytes, created_at)
            values (@purpose, @Key, @now)
            on conflict (purpose) where expires_at is null do nothing
            """,
            new { purpose, Key = RandomNumberGenerator.GetBytes(KeyBytes), now },
            cancellationToken: cancellationToken));
        // Another worker may have been quicker: what stands in the table is the key.
        return await Current(connection, purpose, cancellationToken) ?? throw new StorageException($"The {purpose} key was deleted while it was being made: try again.");
    }

    private static Task<byte[]?> Current(NpgsqlConnection connection, string purpose, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
            """
            select key_bytes
            from nec.secret_key
            where purpose = @purpose and expires_at is null
            """,
            new { purpose },
            cancellationToken: cancellationToken));
}
