using System.Security.Cryptography;
using System.Text;
using Dapper;
using Nec.Core.Inbox;
using Npgsql;

namespace Nec.Storage;

/// <summary>
/// The copies of newsletters that came, by a hash of their sender's entry and their Message-ID: a mail that is sent again by somebody else bears
/// a good signature, and records nothing.
/// </summary>
public sealed class NewsletterCopies(NpgsqlDataSource source)
{
    /// <summary>For so many days after its arrival a copy is remembered; the date that it bears speaks against it long before.</summary>
    public const int KeptDays = 30;

    /// <summary>Remembers a copy. Taken twice with one arrival, as after a run that was cut short, it is the first both times.</summary>
    /// <param name="messageId">In angle brackets.</param>
    /// <param name="arrivedAt">When the server took it in.</param>
    /// <returns>False when the same mail came before, at another time.</returns>
    public async Task<bool> IsFirst(NewsletterSender sender, string messageId, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            insert into nec.newsletter_copy as known (copy, arrived_at)
            values (@Copy, @ArrivedAt)
            on conflict (copy) do update set copy = excluded.copy -- so that the row is returned
            returning known.arrived_at = @ArrivedAt
            """,
            new { Copy = HashOf(sender, messageId), ArrivedAt = arrivedAt.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    private static string HashOf(NewsletterSender sender, string messageId) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{sender.Team}\n{sender.Commitment}\n{sender.Place}\n{messageId}")));
}
