using System.Text.RegularExpressions;

namespace Nec.Core.Year;

/// <summary>The ids of events as people read them.</summary>
public static partial class EventText
{
    /// <summary><c>street-surgery-7c885db3</c> reads <c>Street surgery</c>: the hash tells two of one title apart. An id that is nothing else stays.</summary>
    public static string Of(string id) =>
        Hash().Replace(id, "").Replace('-', ' ') is { Length: > 0 } title ? char.ToUpperInvariant(title[0]) + title[1..] : id;

    [GeneratedRegex("-?[0-9a-f]{8}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();
}
