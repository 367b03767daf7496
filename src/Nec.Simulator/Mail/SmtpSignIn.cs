using System.Text;

namespace Nec.Simulator;

/// <summary>Reads user and password by AUTH PLAIN (RFC 4616), LOGIN or XOAUTH2, with or without an initial response.</summary>
internal static class SmtpSignIn
{
    public static async ValueTask<(string User, string Password)?> Read(SmtpWire wire, string argument, string ways, CancellationToken cancellationToken)
    {
        var parts = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var initial = parts.Length > 1 ? Plain(parts[1]) : null;
        if (parts.Length > 1 && initial is null)
        {
            return null; // not base64
        }

        var way = parts.FirstOrDefault()?.ToUpperInvariant();
        switch (ways.Split(' ').Contains(way, StringComparer.Ordinal) ? way : null)
        {
            case "PLAIN":
                var fields = (initial ?? await Ask(wire, "", cancellationToken))?.Split('\0');
                return fields is [_, var user, var password] ? (user, password) : null;
            case "XOAUTH2":
                var bearer = (initial ?? await Ask(wire, "", cancellationToken))?.Split('\u0001');
                return bearer is [var owner, var token, ..]
                    && owner.StartsWith("user=", StringComparison.Ordinal) && token.StartsWith("auth=Bearer ", StringComparison.Ordinal)
                    ? (owner["user=".Length..], token["auth=Bearer ".Length..])
                    : null;
            case "LOGIN":
                var name = initial ?? await Ask(wire, "Username:", cancellationToken);
                var secret = await Ask(wire, "Password:", cancellationToken);
                return name is not null && secret is not null ? (name, secret) : null;
            default:
                return null;
        }
    }

    private static async ValueTask<string?> Ask(SmtpWire wire, string question, CancellationToken cancellationToken)
    {
        wire.Write("334 " + Convert.ToBase64String(Encoding.ASCII.GetBytes(question)));
        return await wire.ReadLine(cancellationToken) is { } answer ? Plain(answer) : null;
    }

    private static string? Plain(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }
}
