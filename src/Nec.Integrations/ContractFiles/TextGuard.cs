using System.Buffers;
using System.Text;

namespace Nec.Integrations.ContractFiles;

/// <summary>
/// Looks at a file's bytes once, before any YAML is read: what is no text, or is built to keep a parser busy, ends here.
/// YamlDotNet takes half a minute over 200,000 opening brackets, so unclosed ones are counted (roughly: quotes and comments too).
/// </summary>
internal static class TextGuard
{
    /// <summary>The largest file that is read.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxLineLength = 20_000;
    private const int MaxUnclosed = 64;

    /// <summary>The file as text; null after noting why it is none.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, ErrorList errors)
    {
        if (bytes.Length > MaxBytes)
        {
            errors.Add(Spot.Start, "the file is larger than 1 MB; a contract is a few hundred lines of text");
            return null;
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            errors.Add(Spot.Start, "the file is in UTF-16; save it as UTF-8");
            return null;
        }

        var text = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        return Fault(text) is not { } fault ? Encoding.UTF8.GetString(text) : Refuse(fault, errors);
    }

    private static string? Refuse((Spot At, string Message) fault, ErrorList errors)
    {
        errors.Add(fault.At, fault.Message);
        return null;
    }

    private static (Spot At, string Message)? Fault(ReadOnlySpan<byte> rest)
    {
        var (line, column, unclosed, isIndentation) = (1, 1, 0, true);
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != OperationStatus.Done)
            {
                return (new(line, column), "the file is not UTF-8 here; save it as UTF-8");
            }

            unclosed = rune.Value switch { '[' or '{' => unclosed + 1, ']' or '}' => Math.Max(0, unclosed - 1), _ => unclosed };
            if (FaultOf(rune, column, unclosed, isIndentation) is { } message)
            {
                return (new(line, column), message);
            }

            var endsLine = rune.Value == '\n' || (rune.Value == '\r' && (rest.Length == 1 || rest[1] != (byte)'\n'));
            isIndentation = endsLine || (isIndentation && rune.Value == ' ');
            (line, column) = endsLine ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            rest = rest[length..];
        }

        return null;
    }

    private static string? FaultOf(Rune rune, int column, int unclosed, bool isIndentation) => rune.Value switch
    {
        0 => "the file holds a NUL byte; it is not text",
        '\t' when isIndentation => "a tab indents this line; YAML wants spaces",
        not ('\t' or '\n' or '\r') and < ' ' or >= 0x7F and < 0xA0 and not 0x85 =>
            FormattableString.Invariant($"the file holds the control character U+{rune.Value:X4}; delete it"),
        _ when unclosed > MaxUnclosed => $"more than {MaxUnclosed} brackets are open here; close them",
        _ when column > MaxLineLength => "the line is longer than 20,000 characters; break it",
        _ => null,
    };
}
