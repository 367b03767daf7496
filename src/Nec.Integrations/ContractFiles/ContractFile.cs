using Nec.Core.Contracts;

namespace Nec.Integrations.ContractFiles;

/// <summary>A contract, or every reason why the file holds none; never both.</summary>
public sealed record ContractFileResult(Contract? Contract, IReadOnlyList<FileError> Errors);

/// <summary>One team's contract as a YAML file. It is read whole or not at all.</summary>
public static class ContractFile
{
    /// <summary>Reads a file; one that cannot be opened is an error like any other.</summary>
    public static ContractFileResult Load(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Parse(path, stream);
        }
        catch (Exception failure) when (ErrorList.Unopened(path, failure) is not null)
        {
            return new(null, ErrorList.Unopened(path, failure)!);
        }
    }

    /// <summary>Reads no more of a stream than a contract may be long.</summary>
    public static ContractFileResult Parse(string fileName, Stream utf8)
    {
        var bytes = new byte[TextGuard.MaxBytes + 1];
        return Parse(fileName, bytes.AsSpan(0, utf8.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
    }

    /// <summary>Reads a file's bytes; its name stands in the errors as given.</summary>
    public static ContractFileResult Parse(string fileName, ReadOnlySpan<byte> utf8)
    {
        var errors = new ErrorList(fileName);
        var contract = TextGuard.Decode(utf8, errors) is { } text && YamlTree.Read(text, errors) is { } root ? ContractReader.Read(root, errors) : null;
        return errors.Any ? new(null, errors.Shown()) : new(contract, []);
    }
}
