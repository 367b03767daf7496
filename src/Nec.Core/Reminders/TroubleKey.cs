namespace Nec.Core.Reminders;

/// <summary>What a trouble that an admin is told of is about: the same key means the same trouble, whatever is said of it.</summary>
/// <param name="Subject">What kind of thing it is.</param>
/// <param name="Id">Its id: of a target, a network or a job.</param>
public readonly record struct TroubleKey(TroubleSubject Subject, string Id)
{
    private const string JobPrefix = "job/";
    private const string CredentialsPrefix = "credentials/";

    /// <summary>A page, an account, a neighbourhood, an address, a source or a post, by its id. Which of them, the contract says.</summary>
    public static TroubleKey Target(string id) => new(TroubleSubject.Target, id);

    /// <summary>The credentials for a network.</summary>
    public static TroubleKey Credentials(string network) => new(TroubleSubject.Credentials, network);

    /// <summary>A job of Nec's own.</summary>
    public static TroubleKey Job(string job) => new(TroubleSubject.Job, job);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static TroubleKey Read(string text) =>
        text.StartsWith(JobPrefix, StringComparison.Ordinal) ? Job(text[JobPrefix.Length..])
        : text.StartsWith(CredentialsPrefix, StringComparison.Ordinal) ? Credentials(text[CredentialsPrefix.Length..])
        : Target(text);

    /// <summary>The text that is stored: <c>job/CheckPages</c>, <c>credentials/facebook</c>, <c>dorchester</c>.</summary>
    public override string ToString() => Subject switch
    {
        TroubleSubject.Job => JobPrefix + Id,
        TroubleSubject.Credentials => CredentialsPrefix + Id,
        _ => Id,
    };
}

/// <summary>The kinds of things that a trouble is about.</summary>
public enum TroubleSubject
{
    /// <summary>Something that the contract names: what is watched, a source, a post.</summary>
    Target,

    /// <summary>A network's credentials.</summary>
    Credentials,

    /// <summary>A job.</summary>
    Job,
}
