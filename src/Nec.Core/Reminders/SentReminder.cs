namespace Nec.Core.Reminders;

/// <summary>A step that has been told: it is never told again (design section 6).</summary>
/// <param name="Team">The team's slug.</param>
/// <param name="Subject">What it was about.</param>
/// <param name="Period">The label of the period told of; of a trouble or a handover the day since when.</param>
/// <param name="Step">Which step it was.</param>
/// <param name="Post">The id of the post told; <see cref="Admin"/> for an admin.</param>
public sealed record SentReminder(string Team, ReminderSubject Subject, string Period, ReminderStep Step, string Post)
{
    /// <summary>Stands for the post of an admin, who answers for no team.</summary>
    public const string Admin = "admin";

    /// <summary>One from its stored texts; null when a step is not known here.</summary>
    public static SentReminder? Read(string team, string subject, string period, string step, string post) =>
        ReminderStep.Read(step) is { } known ? new(team, ReminderSubject.Read(subject, known), period, known, post) : null;
}

/// <summary>What a reminder is about; <see cref="object.ToString"/> gives the text that is stored.</summary>
public abstract record ReminderSubject
{
    private const string PostPrefix = "post/";

    private ReminderSubject()
    {
    }

    /// <summary>A promise for one place, by the obligation's id.</summary>
    public sealed record Promise(string Obligation) : ReminderSubject
    {
        /// <inheritdoc/>
        public override string ToString() => Obligation;
    }

    /// <summary>A post that somebody has taken over.</summary>
    public sealed record Handover(string Post) : ReminderSubject
    {
        /// <inheritdoc/>
        public override string ToString() => PostPrefix + Post;
    }

    /// <summary>Something that an admin is told of.</summary>
    public sealed record Trouble(TroubleKey Key) : ReminderSubject
    {
        /// <inheritdoc/>
        public override string ToString() => Key.ToString();
    }

    /// <summary>Reads a stored text; the step says what it is about.</summary>
    public static ReminderSubject Read(string text, ReminderStep step) => step.Kind switch
    {
        ReminderKind.Trouble or ReminderKind.Recovered => new Trouble(TroubleKey.Read(text)),
        ReminderKind.Handover when text.StartsWith(PostPrefix, StringComparison.Ordinal) => new Handover(text[PostPrefix.Length..]),
        _ => new Promise(text),
    };
}
