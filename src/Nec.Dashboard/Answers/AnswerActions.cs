using Nec.Core.Answers;
using Nec.Core.Compliance.Rules;
using Nec.Core.Facts;

namespace Nec.Dashboard.Answers;

/// <summary>The buttons of the page by the names that they send, and their words.</summary>
internal static class AnswerActions
{
    public const string Held = "held";
    public const string OnMyWord = "on-my-word";
    public const string ReportSent = "report-sent";
    public const string OfferedDeclined = "offered-declined";
    public const string NotScheduled = "not-scheduled";
    public const string NotApplicable = "not-applicable";
    public const string Snooze = "snooze";
    public const string HandOver = "hand-over";
    public const string RealUpdate = "real-update";
    public const string NoUpdate = "no-update";
    public const string Withdraw = "withdraw";
    public const string Correct = "correct";
    public const string Event = "event";

    /// <summary>The outcome that a button records; null for those that record none.</summary>
    public static Outcome? OutcomeOf(string? press) => press switch
    {
        Held or OnMyWord => Outcome.Held,
        ReportSent => Outcome.ReportSent,
        OfferedDeclined => Outcome.OfferedDeclined,
        NotScheduled => Outcome.NotScheduled,
        NotApplicable => Outcome.NotApplicable,
        _ => null,
    };

    /// <summary>The button by which it is done.</summary>
    public static string DoneOf(RecordingRules recording) => recording.IsMachineSeen ? OnMyWord : Held;

    /// <summary>An outcome of this promise as people say it.</summary>
    public static string Words(RecordingRules recording, Outcome outcome) => outcome switch
    {
        Outcome.Held when recording.Commitment.Rule is Standing => "Confirmed: it holds",
        Outcome.Held when recording.IsMachineSeen => "Done, on a person’s word",
        Outcome.Held when recording.Commitment.Rule is Each => "It was done",
        Outcome.Held => "It was held",
        Outcome.Attended => "It was attended",
        Outcome.ReportSent => "A report was sent instead",
        Outcome.OfferedDeclined => "It was offered, and they declined",
        Outcome.NotScheduled => "They did not schedule it",
        Outcome.NotApplicable => "It does not apply this time",
        _ => "It did not take place",
    };
}
