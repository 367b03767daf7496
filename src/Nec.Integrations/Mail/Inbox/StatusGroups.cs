using System.Text;
using System.Text.RegularExpressions;
using Nec.Core.Deliveries;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>
/// Reads the part of a delivery report that is meant for machines (RFC 3464): groups of fields, one for each recipient after one for the
/// mail.
/// </summary>
internal static partial class StatusGroups
{
    private const int MostGroups = 200;

    /// <summary>
    /// What it says of each recipient. Where the address as the sender wrote it differs from the final one, both are told.
    /// </summary>
    /// <exception cref="UnfitMailException">It says two things of one recipient, or is not text.</exception>
    public static IReadOnlyList<DeliveryReport> Read(byte[] bytes, DateTimeOffset arrivedAt)
    {
        var text = Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal);
        if (text.AsSpan().ContainsAny('\r', '\0'))
        {
            throw new UnfitMailException("its report has characters that no report has");
        }

        var groups = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return groups.Length <= MostGroups
            ? [.. groups.SelectMany(group => Recipient(group, arrivedAt))]
            : throw new UnfitMailException("it reports on more recipients than a mail of ours has");
    }

    private static IEnumerable<DeliveryReport> Recipient(string group, DateTimeOffset arrivedAt)
    {
        var fields = Fields(group);
        var (action, status) = (Word().Match(fields("Action")), MailStatus.Of(fields("Status")));
        return new[] { fields("Original-Recipient"), fields("Final-Recipient") }
            .Select(named => Address().Match(named)).Where(match => match.Success).Select(match => match.Groups["address"].Value)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(address => new DeliveryReport
            {
                Way = ReportWay.DeliveryReport,
                Action = action.Success ? action.Value : null,
                Status = status,
                Recipient = address,
                ReportedAt = arrivedAt,
            });
    }

    // A field that stands twice could be read as the one or the other.
    private static Func<string, string> Fields(string group)
    {
        var fields = Folded().Replace(group, " ").Split('\n')
            .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return name => fields[name].ToList() switch
        {
            [] => "",
            [var value] => value,
            _ => throw new UnfitMailException($"its report has the field {name} twice"),
        };
    }

    [GeneratedRegex(@"\n[ \t]+", RegexOptions.None, 1000)]
    private static partial Regex Folded();

    [GeneratedRegex("^[A-Za-z]{1,20}", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^[ \t]*(rfc822|utf-8)[ \t]*;[ \t]*<?(?<address>[^\s<>]{1,320}@[^\s<>@]{1,255})>?[ \t]*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Address();
}
