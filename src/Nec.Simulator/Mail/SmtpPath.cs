using System.Globalization;

namespace Nec.Simulator;

/// <summary>The argument of MAIL and RCPT: <c>FROM:&lt;address&gt; SIZE=123</c>.</summary>
internal static class SmtpPath
{
    /// <summary>The address between the angle brackets (empty for the null sender); null when the argument is none.</summary>
    public static string? Of(string argument, string keyword)
    {
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = argument[keyword.Length..].TrimStart();
        var close = path.IndexOf('>', StringComparison.Ordinal);
        return path.StartsWith('<') && close > 0 ? path[1..close] : null;
    }

    /// <summary>The size the sender announces; 0 when it does not.</summary>
    public static long SizeOf(string argument)
    {
        var size = argument.Split(' ').FirstOrDefault(part => part.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase));
        return size is not null && long.TryParse(size["SIZE=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var octets) ? octets : 0;
    }
}
