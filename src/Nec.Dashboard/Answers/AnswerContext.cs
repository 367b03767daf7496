using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Dashboard.Answers;

/// <summary>All that a link in mail, or a person who is signed in, opens: one obligation and period, as it stands and as it may be answered.</summary>
public sealed record AnswerContext
{
    /// <summary>Where its pages are.</summary>
    public required AnswerAddress Address { get; init; }

    public required AnswerScope Scope { get; init; }

    /// <summary>Who is signed in; null when a link opened it.</summary>
    public string? Person { get; init; }

    /// <summary>Who answers, as the audit log names them: a link names a post, not a person.</summary>
    public string Who => Person ?? $"{Scope.Post} (by link)";

    /// <summary>Who answers, as the record itself names them: never a person, whose name the audit log alone holds.</summary>
    public string RecordedBy => Person is null ? Scope.Post : $"{Scope.Post} (signed in)";

    /// <summary>What may be put on record.</summary>
    public required RecordingRules Recording { get; init; }

    /// <summary>The event that the period is, with what is known of it; null where it is none, or no longer known on that day.</summary>
    public required EventRecord? Event { get; init; }

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

    /// <summary>The page of the navigation that it belongs to; none for whoever came by a link.</summary>
    public string? Section => Person is null ? null : "promises";

    /// <summary>Whether the promise is owed once for each event: no event comes after another.</summary>
    public bool IsPerEvent => Recording.Commitment.Evidence is PerEventEvidence;

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

    public DateOnly DueOn => Finding is { DueOn: { } dueOn } && Finding.Period == Scope.Period ? dueOn
        : IsPerEvent && Finding?.Periods.FirstOrDefault(period => period.Period == Scope.Period)?.EndsOn is { } endsOn ? endsOn
        : Recording.Period.Last;

    /// <summary>When it falls due next; null while this period is the one spoken of.</summary>
    public DateOnly? NextOn => Finding is not null && !IsPerEvent && Finding.Period != Scope.Period && Finding.DueOn > Recording.Period.Last ? Finding.DueOn : null;

    /// <summary>The posts that it can be handed over to: all that somebody answers for today, but the one that has it.</summary>
    public IEnumerable<Post> OtherPosts => Contract.Posts.Where(post => post.Id != (Person is null ? Scope.Post : Answers.HandedTo(Scope.Obligation, Scope.Period) ?? Scope.Post) && post.AnsweredBy(Recording.Today) is not null);

    /// <summary>Whether a period is neither kept nor beside the point.</summary>
    public static bool Lacks(PeriodFinding period) => period.Status is not (Status.Met or Status.NotApplicable);

    public string PostTitle(string id) => Contract.FindPost(id)?.Title ?? id;
}
