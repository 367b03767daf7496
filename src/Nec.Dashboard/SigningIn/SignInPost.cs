namespace Nec.Dashboard.SigningIn;

/// <summary>A sign-in link on its way to a person.</summary>
/// <param name="Path">The link's path, to be put behind the public address.</param>
/// <param name="Minutes">How long it works.</param>
public sealed record SignInLetter(string Address, string Path, int Minutes);

/// <summary>How sign-in links reach people; the host says it, because mail is its business.</summary>
/// <param name="Admin">The admin's bare address; null when none is set.</param>
public sealed record SignInPost(string? Admin, Func<SignInLetter, CancellationToken, Task> Queue)
{
    /// <summary>For a host without mail: nobody is sent a link.</summary>
    public static SignInPost None { get; } = new(null, (_, _) => Task.CompletedTask);
}
