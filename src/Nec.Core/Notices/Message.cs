namespace Nec.Core.Notices;

/// <summary>An email's content: plain text and HTML of the same lines.</summary>
public sealed record Message(string Subject, string Text, string Html);

/// <summary>What surrounds every notice of an installation.</summary>
public sealed record MessageSettings
{
    /// <summary>The first line of every body, such as OFFICIAL; null for none.</summary>
    public string? Marking { get; init; }

    /// <summary>Where replies go; null when nobody reads them.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The dashboard's address, with no slash at its end; null when none is set: then no links are written.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>The address under which a line's reader can answer it; null for a line that cannot be answered so.</summary>
    public Func<NoticeLine, Recipient, string?> RecordLink { get; init; } = (_, _) => null;
}

/// <summary>Words on one line: what a contract or a source says may hold line breaks, and a subject with one would be two headers.</summary>
internal static class OneLine
{
    /// <summary>The words of a text, parted by white space or control characters of any kind.</summary>
    public static string[] Words(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text with one space between its words.</summary>
    public static string Of(string text) => string.Join(' ', Words(text));
}

/// <summary>One block of a message; text and HTML are two renderings of the same blocks.</summary>
internal abstract record Block;

/// <summary>A heading.</summary>
internal sealed record Heading(string Words) : Block;

/// <summary>A paragraph.</summary>
internal sealed record Paragraph(string Words, bool Quiet = false) : Block;

/// <summary>One thing to do, with what is said of it, and a link.</summary>
internal sealed record Item(string Action, IReadOnlyList<string> Said, string? LinkWords, string? Link) : Block
{
    /// <summary>What the link is about: in HTML each link says so.</summary>
    public string LinkTitle { get; init; } = "";

    /// <summary>Whether plain text writes the small links out too.</summary>
    public bool SmallInText { get; init; }

    /// <summary>Small links beside the main one, by their words; plain text says them in a sentence once.</summary>
    public IReadOnlyList<(string Words, string Link)> Small { get; init; } = [];
}

/// <summary>A list of short lines.</summary>
internal sealed record Lines(IReadOnlyList<string> Words) : Block;
