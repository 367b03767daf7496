using System.Formats.Tar;
using System.Globalization;
using Nec.Integrations.Http;

namespace Nec.Worker.Cli;

/// <summary>A page in a file, under the same bound as one that is fetched (<c>Http:MaxBodyBytes</c>).</summary>
internal static class SavedPage
{
    private const int TypeOffset = 156; // of a tar header

    /// <summary>The page's bytes, or one sentence that says why there are none.</summary>
    public static (byte[]? Body, string? Failure) Read(string path, HttpOptions options)
    {
        if (path == "-")
        {
            return (null, "-: standard input is not read; save the page and give the file's path.");
        }

        try
        {
            return IsOrdinary(path) ? Bounded(path, options.MaxBodyBytes) : (null, $"{path}: this is not an ordinary file; save the page and give the file's path.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"{path}: the file cannot be opened; check that it is a file and that you may read it.");
        }
    }

    private static (byte[]? Body, string? Failure) Bounded(string path, int most)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var body = new byte[(int)Math.Min(stream.Length, most) + 1]; // one more, in case it grows
        var read = stream.Length > most ? body.Length : stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false);

        return read > most ? (null, string.Create(CultureInfo.InvariantCulture, $"{path}: the file is larger than {most / 1e6:0.###} MB, the most that is read of a page.")) : (body[..read], null);
    }

    // A pipe would have us wait for its writer, a device may never end, and both say that they are empty. What a file is, without opening it, the class library tells
    // nobody but those who pack it.
    private static bool IsOrdinary(string path)
    {
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        if (!file.Exists || file.Length > 0)
        {
            return !Directory.Exists(path);
        }

        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(file.FullName, "page");
        }

        return packed.GetBuffer()[TypeOffset] is (byte)TarEntryType.RegularFile;
    }
}
