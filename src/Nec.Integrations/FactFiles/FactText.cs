using System.Text;

namespace Nec.Integrations.FactFiles;

/// <summary>Opens files of facts as UTF-8 text, with or without its mark. What is no UTF-8 further down is found where it stands.</summary>
internal static class FactText
{
    private const string Remedy = "save it as UTF-8 (in Excel: “CSV UTF-8”)";

    /// <summary>What is said of a text that holds other bytes than UTF-8's.</summary>
    public const string NotUtf8 = $"the file is not UTF-8 here; {Remedy}";

    /// <summary>The file's text.</summary>
    /// <exception cref="FormatException">Its first bytes are another kind of file's; the message says which, and what to do.</exception>
    public static StreamReader Open(string path)
    {
        var stream = File.OpenRead(path);
        if (!stream.CanSeek || Fault(FirstBytes(stream)) is not { } fault) // a pipe is read but once
        {
            return new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        }

        stream.Dispose();
        throw new FormatException(fault);
    }

    private static byte[] FirstBytes(FileStream stream)
    {
        var first = new byte[4];
        var read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return first[..read];
    }

    private static string? Fault(byte[] first) => first switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => $"the file is not UTF-8 here but UTF-16; {Remedy}",
        [(byte)'P', (byte)'K', 3, 4] or [0xD0, 0xCF, 0x11, 0xE0] => $"this is an Excel workbook, not text; {Remedy}",
        _ when first.Contains((byte)0) => NotUtf8,
        _ => null,
    };
}
