using System.Security.Cryptography;
using System.Text;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;

namespace Nec.Core.Answers;

/// <summary>What a link in mail lets its reader answer: one obligation and one period, told to one post and person, up to a day.</summary>
public sealed record AnswerScope
{
    private const int AddressHashBytes = 12;

    /// <summary>Days after the end of grace, and at least after the day of telling, on which the link still opens.</summary>
    private const int OpenDays = Periodic.LateRecordingDays;

    /// <summary>The team's slug.</summary>
    public required string Team { get; init; }

    /// <summary>The obligation's id.</summary>
    public required string Obligation { get; init; }

    /// <summary>The label of the period told of.</summary>
    public required string Period { get; init; }

    /// <summary>The id of the post told.</summary>
    public required string Post { get; init; }

    /// <summary>A hash of the address that the link was mailed to, by <see cref="HashOf"/>.</summary>
    public required string AddressHash { get; init; }

    /// <summary>The last London day on which the link opens, inclusive.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>A short hash of an address, whatever its capitals; enough to see that a post has changed hands.</summary>
    public static string HashOf(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"nec answer|{address.Trim().ToLowerInvariant()}")).AsSpan(0, AddressHashBytes));

    /// <summary>
    /// The last day of a link: fourteen days after the due date and its grace. What is told later than that, because it is still open or was missed,
    /// can be answered for fourteen days from the day it is told.
    /// </summary>
    public static DateOnly LastDay(DateOnly dueOn, int graceDays, DateOnly toldOn)
    {
        var graceEnds = dueOn.AddDays(graceDays);
        return (graceEnds > toldOn ? graceEnds : toldOn).AddDays(OpenDays);
    }

    /// <summary>Whether the day for answering has passed.</summary>
    public bool HasExpired(DateOnly today) => today > ExpiresOn;

    /// <summary>
    /// Whether the post has changed hands: on that day nobody who holds it, covers for it, or answers for it while it is vacant, has the link's address.
    /// </summary>
    public bool IsRevoked(Contract contract, DateOnly today)
    {
        var people = contract.FindPost(Post) is { } post ? post.Deputies.Concat(post.Holders).Where(tenure => tenure.Covers(today)) : [];
        return !people.Append(contract.Answering(Post, today).Person).OfType<Tenure>().Any(person => HashOf(person.Email) == AddressHash);
    }
}
