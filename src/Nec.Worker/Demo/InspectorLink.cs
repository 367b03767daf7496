using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Nec.Worker.Demo;

/// <summary>A link from the demo's mail, with which a reader can try what an inspector does.</summary>
internal static partial class InspectorLink
{
    /// <summary>The first answer link in the latest email that has one; null when no email has one.</summary>
    public static async Task<string?> Latest(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var text = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            """
            select text_body
            from nec.notice
            where sent_at is not null and position('/r/' in text_body) > 0
            order by day desc, notice_id desc
            limit 1
            """,
            cancellationToken: cancellationToken));
        return text is null ? null : Link().Match(text) is { Success: true } link ? link.Value : null;
    }

    [GeneratedRegex(@"https?://\S+/r/[\w-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
