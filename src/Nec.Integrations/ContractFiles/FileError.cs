using System.Runtime.InteropServices;

namespace Nec.Integrations.ContractFiles;

/// <summary>What is wrong at one place of a file; lines and columns count from 1.</summary>
public sealed record FileError(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, as compilers write it.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}: {Message}");
}

/// <summary>A line and a column of a file, both from 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Spot(int Line, int Column)
{
    /// <summary>Where a fault of the file as a whole is reported.</summary>
    public static Spot Start { get; } = new(1, 1);
}

/// <summary>Every error of one file, in the order of the file; beyond a hundred they are only counted.</summary>
internal sealed class ErrorList(string file)
{
    private const int Limit = 100;

    // A million bad lines must not become a million sentences.
    private const int MostKept = 10_000;

    private readonly List<FileError> _errors = [];
    private int _notKept;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Whether more errors would only be counted, so that no pains need be taken over their wording.</summary>
    public bool IsFull => _errors.Count >= Limit;

    /// <summary>Notes an error.</summary>
    public void Add(Spot at, string message)
    {
        if (_errors.Count < MostKept)
        {
            _errors.Add(new(file, at.Line, at.Column, message));
        }
        else
        {
            _notKept++;
        }
    }

    /// <summary>The one error of a file that could not be opened; null when the failure is of another kind.</summary>
    public static IReadOnlyList<FileError>? Unopened(string file, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => [new(file, 1, 1, "there is no such file; check the path")],
        IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException =>
            [new(file, 1, 1, "the file cannot be opened; check that it is a file and that you may read it")],
        _ => null,
    };

    /// <summary>The errors to show.</summary>
    public IReadOnlyList<FileError> Shown()
    {
        List<FileError> ordered = [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
        if (ordered.Count <= Limit)
        {
            return ordered;
        }

        var next = ordered[Limit];
        return [.. ordered.Take(Limit), next with { Message = FormattableString.Invariant($"and {ordered.Count + _notKept - Limit} more; mend these first") }];
    }
}
