namespace Nec.Storage;

/// <summary>The database could not be reached, started or brought up to date; the message is one sentence for people: what, where, what to do.</summary>
public sealed class StorageException : Exception
{
    public StorageException()
    {
    }

    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
