using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Reminders;

/// <summary>The texts of steps and subjects stand in databases and in the output of <c>nec evaluate</c>: they never change.</summary>
public sealed class ReminderStepTests
{
    public static TheoryData<string, ReminderKind, int, string?> Stored => new()
    {
        { "due-28", ReminderKind.Due, 28, null },
        { "due-0", ReminderKind.Due, 0, null },
        { "over-7", ReminderKind.Over, 7, null },
        { "behind-2019-12", ReminderKind.Behind, 0, "2019-12-01" },
        { "unclear-2020-01-31", ReminderKind.Unclear, 0, "2020-01-31" },
        { "stale", ReminderKind.Stale, 0, null },
        { "stale-soon", ReminderKind.StaleSoon, 0, null },
        { "missed", ReminderKind.Missed, 0, null },
        { "cleared", ReminderKind.Cleared, 0, null },
        { "silent", ReminderKind.Silent, 0, null },
        { "handover", ReminderKind.Handover, 0, null },
        { "trouble", ReminderKind.Trouble, 0, null },
        { "recovered", ReminderKind.Recovered, 0, null },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void A_step_is_read_from_its_text_and_written_as_it(string text, ReminderKind kind, int days, string? on)
    {
        var step = ReminderStep.Read(text)!;

        Assert.Equal((kind, days, on is null ? (DateOnly?)null : A.Day(on)), (step.Kind, step.Days, step.On));
        Assert.Equal(text, step.ToString());
    }

    [Fact]
    public void Every_kind_has_a_text() => Assert.Equal(Enum.GetValues<ReminderKind>().Order(), Stored.Select(row => row.Data.Item2).Distinct().Order());

    [Theory]
    [InlineData("due")]
    [InlineData("due-")]
    [InlineData("due--7")]
    [InlineData("due-7.5")]
    [InlineData("over-soon")]
    [InlineData("behind-2019-13")]
    [InlineData("unclear-2019-02-30")]
    [InlineData("missed-1")]
    [InlineData("Missed")]
    [InlineData("later")]
    [InlineData("")]
    public void No_other_text_is_a_step(string text) => Assert.Null(ReminderStep.Read(text));

    [Theory]
    [InlineData("clerk-meeting/sherborne", "due-7", typeof(ReminderSubject.Promise))]
    [InlineData("post/inspector", "handover", typeof(ReminderSubject.Handover))]
    [InlineData("job/CheckPages", "trouble", typeof(ReminderSubject.Trouble))]
    [InlineData("credentials/facebook", "recovered", typeof(ReminderSubject.Trouble))]
    [InlineData("https://force.example.org/report", "trouble", typeof(ReminderSubject.Trouble))]
    [InlineData("job/share", "due-7", typeof(ReminderSubject.Promise))] // a commitment may be called so
    [InlineData("post/office", "missed", typeof(ReminderSubject.Promise))]
    public void The_step_says_what_a_stored_subject_is(string text, string step, Type kind)
    {
        var told = SentReminder.Read("north", text, "2026-02-28", step, "inspector")!;

        Assert.IsType(kind, told.Subject);
        Assert.Equal(text, told.Subject.ToString());
    }

    [Theory]
    [InlineData("job/CheckPages", TroubleSubject.Job, "CheckPages")]
    [InlineData("credentials/facebook", TroubleSubject.Credentials, "facebook")]
    [InlineData("dorchester", TroubleSubject.Target, "dorchester")]
    public void A_trouble_is_read_from_its_text_and_written_as_it(string text, TroubleSubject subject, string id)
    {
        Assert.Equal(new(subject, id), TroubleKey.Read(text));
        Assert.Equal(text, TroubleKey.Read(text).ToString());
    }

    [Fact]
    public void What_a_later_version_told_is_not_guessed_at() => Assert.Null(SentReminder.Read("north", "newsletter", "2026-Q1", "later", "inspector"));
}
