namespace Nec.Simulator;

/// <summary>The <c>fields</c> of a question: <c>id,posts.limit(1){created_time}</c> are two, since commas within brackets divide nothing.</summary>
internal static class FieldList
{
    public static IReadOnlyList<string> Of(string text)
    {
        var fields = new List<string>();
        var (depth, start) = (0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || (text[at] == ',' && depth == 0))
            {
                fields.Add(text[start..at].Trim());
                start = at + 1;
            }
            else
            {
                depth += text[at] switch { '(' or '{' => 1, ')' or '}' => -1, _ => 0 };
            }
        }

        return fields.FindAll(field => field.Length > 0);
    }

    /// <summary>The field's name without what follows it: <c>media</c> of <c>media.limit(1){timestamp}</c>.</summary>
    public static string Name(string field) => field[..(field.IndexOfAny(['.', '{', '(']) is >= 0 and var end ? end : field.Length)];

    /// <summary>What stands between the field's braces; nothing without them.</summary>
    public static string Inner(string field) => field.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open && field.EndsWith('}') ? field[(open + 1)..^1] : "";

    /// <summary>What stands between the first round brackets; nothing without them.</summary>
    public static string Argument(string field)
    {
        var (open, close) = (field.IndexOf('(', StringComparison.Ordinal), field.IndexOf(')', StringComparison.Ordinal));
        return open >= 0 && close > open ? field[(open + 1)..close] : "";
    }
}
