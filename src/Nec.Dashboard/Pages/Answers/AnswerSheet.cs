using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Dashboard.Pages.Answers;

/// <summary>All that a link in mail opens: one obligation and period, as it stands and as it may be answered.</summary>
public sealed record AnswerSheet
{
    /// <summary>The token that opened it.</summary>
    public required string Token { get; init; }

    public required AnswerScope Scope { get; init; }

    /// <summary>What may be put on record.</summary>
    public required Recording Recording { get; init; }

    /// <summary>How the obligation stood when it was last judged; null before the first time.</summary>
    public required Finding? Finding { get; init; }

    /// <summary>Everything that people recorded of the obligation.</summary>
    public required IReadOnlyList<Occurrence> Occurrences { get; init; }

    public required StandingAnswers Answers { get; init; }

    /// <summary>The id of the team's newest answer; zero for none.</summary>
    public required long LastAnswer { get; init; }

    /// <summary>The change that a person is asked about; null when none waits.</summary>
    public required SectionCheck? Waiting { get; init; }

    /// <summary>The change of this period that a person has called a real update; null when nobody has.</summary>
    public required SectionCheck? Accepted { get; init; }

    public string Address => $"/r/{Uri.EscapeDataString(Token)}";

    public Obligation Obligation => Recording.Obligation;

    public Contract Contract => Recording.Contract;

    /// <summary>The records that answer this period, the newest first.</summary>
    public IReadOnlyList<Occurrence> OnRecord => Recording.OnRecord(Occurrences);

    /// <summary>How this period stands, and why; null before it was judged.</summary>
    public (Status Status, string? Reason)? Standing =>
        Finding is null ? null
        : Finding.Period == Scope.Period ? (Finding.Status, Finding.Reason)
        : Finding.Periods.FirstOrDefault(period => period.Period == Scope.Period) is { } period ? (period.Status, period.Reason)
        : null;

    public DateOnly DueOn => Finding is { DueOn: { } dueOn } && Finding.Period == Scope.Period ? dueOn : Recording.Period.Last;

    /// <summary>When it falls due next; null while this period is the one spoken of.</summary>
    public DateOnly? NextOn => Finding is not null && Finding.Period != Scope.Period && Finding.DueOn > Recording.Period.Last ? Finding.DueOn : null;

    /// <summary>The posts that it can be handed over to: all that somebody answers for today, but the one that answers here.</summary>
    public IEnumerable<Post> OtherPosts => Contract.Posts.Where(post => post.Id != Scope.Post && post.AnsweredBy(Recording.Today) is not null);

    public string PostTitle(string id) => Contract.FindPost(id)?.Title ?? id;
}
