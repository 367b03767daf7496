using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

public sealed class JobLinesTests
{
    private static readonly DateOnly Tuesday = A.Day("2025-02-04");
    private static readonly JobState Failing = new("CheckPages", A.Day("2025-02-01")) { Address = "https://nec.example.org/jobs/CheckPages" };
    private static readonly JobState Working = new("CheckPages", null);
    private static readonly SentReminder In = SentReminder.Read("north", "job/CheckPages", "2025-02-01", "trouble", "admin")!;
    private static readonly Contract North = A.Contract with { Id = "north", Commitments = [A.Commitment] };

    [Theory]
    [InlineData(Language.English, 1, "Nec: the job Check pages fails", "The job Check pages has failed since Saturday 1 February 2025 and has not succeeded since.", "Its page says why: https://nec.example.org/jobs/CheckPages")]
    [InlineData(Language.English, 2, "Nec: 2 jobs failing", "The job Send mail has failed since", "")]
    [InlineData(Language.Welsh, 1, "Nec: y dasg Check pages yn methu", "Mae’r dasg Check pages yn methu ers", "https://nec.example.org/jobs/CheckPages")]
    [InlineData(Language.Welsh, 2, "Nec: 2 dasg yn methu", "Mae’r dasg Send mail yn methu ers", "")]
    public void A_job_that_fails_is_no_source(Language language, int jobs, string subject, string words, string where)
    {
        JobState[] failing = [Failing, new("SendMail", A.Day("2025-02-01"))];
        var notice = AdminNoticeWriter.Write([TeamSnapshot(North)], failing[..jobs], Office.Admin with { Language = language }, Tuesday)!;

        Assert.Equal(subject, notice.ToMessage(new()).Subject);
        Assert.Contains(words, Office.Flat(notice), StringComparison.Ordinal);
        Assert.Contains(where, Office.Flat(notice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.English, "The job Check pages, which had failed since Saturday 1 February 2025, succeeds again.")]
    [InlineData(Language.Welsh, "Mae’r dasg Check pages, a fu’n methu ers")]
    public void Its_first_success_is_told_once(Language language, string words)
    {
        var notice = AdminNoticeWriter.Write([TeamSnapshot(North, In)], [Working], Office.Admin with { Language = language }, Tuesday)!;

        Assert.Contains(words, Office.Flat(notice), StringComparison.Ordinal);
        Assert.Null(Write([TeamSnapshot(North, In, Assert.Single(notice.Lines).Tells[0])], Working));
    }

    [Fact]
    public void What_one_team_carried_is_told_for_all_of_them()
    {
        var newcomer = A.Contract with { Id = "alpha", Commitments = [A.Commitment] };

        Assert.Null(Write([TeamSnapshot(newcomer), TeamSnapshot(North, In)], Failing));
        Assert.Equal([(LineKind.Recovered, "alpha")], Lines(Write([TeamSnapshot(newcomer), TeamSnapshot(North, In)], Working)));
    }

    [Fact]
    public void A_team_whose_contract_has_ended_or_that_rests_carries_nothing()
    {
        var ended = North with { To = A.Day("2025-02-01") };
        var second = A.Contract with { Id = "second", Commitments = [A.Commitment] };

        Assert.Equal([(LineKind.Trouble, "second")], Lines(Write([TeamSnapshot(ended), TeamSnapshot(second)], Failing)));
        Assert.Equal([(LineKind.Recovered, "second")], Lines(Write([TeamSnapshot(ended, In), TeamSnapshot(second)], Working)));
        Assert.Equal([(LineKind.Trouble, "second")], Lines(Write([TeamSnapshot(North) with { WorkingDays = new([Tuesday]) }, TeamSnapshot(second)], Failing)));
    }

    [Fact]
    public void A_job_that_is_no_more_has_not_come_right() => Assert.Null(Write([TeamSnapshot(North, In)]));

    [Fact]
    public void A_new_failure_after_a_success_is_news_and_so_is_the_success()
    {
        var again = Failing with { FailingSince = A.Day("2025-02-03") };

        Assert.Equal([(LineKind.Trouble, "north"), (LineKind.Recovered, "north")], Lines(Write([TeamSnapshot(North, In)], again)));
    }

    [Fact]
    public void What_still_fails_is_told_again_at_the_beginning_of_a_month()
    {
        var notice = AdminNoticeWriter.Write([TeamSnapshot(North, In)], [Failing], Office.Admin, A.Day("2025-03-03"))!;

        Assert.Equal((NoticeKind.Admin, LineKind.Trouble), (notice.Kind, Assert.Single(notice.Lines).Kind));
        Assert.Empty(notice.Lines[0].Tells);
    }

    private static Notice? Write(IReadOnlyList<TeamSnapshot> teams, params JobState[] jobs) => AdminNoticeWriter.Write(teams, jobs, Office.Admin, Tuesday);

    private static IEnumerable<(LineKind, string)> Lines(Notice? notice) => notice!.Lines.Select(line => (line.Kind, line.Team));

    private static TeamSnapshot TeamSnapshot(Contract contract, params SentReminder[] told) => new(contract, [], A.WorkingDays, told.ToHashSet());
}
