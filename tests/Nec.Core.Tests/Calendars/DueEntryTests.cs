using Nec.Core.Calendars;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Calendars;

public sealed class DueEntryTests
{
    private static readonly Commitment Clerks = A.Rolling with { Title = "Meet the {place} clerk", Places = ["Sherborne", "Lyme Regis"], Counts = "In person or by video." };
    private static readonly Contract North = A.Contract with { Commitments = [A.Commitment, Clerks] };

    [Fact]
    public void A_due_date_says_what_is_promised_where_and_by_when()
    {
        var entry = Entry("2026-02-10", new Occurrence("clerk-meeting", "Lyme Regis", A.Day("2025-08-31"), Outcome.Held) { Note = "a private note", By = "Alex North" });

        Assert.NotNull(entry);
        Assert.Equal((A.Day("2026-02-28"), "Due: Meet the Lyme Regis clerk"), (entry.Day, entry.Title));
        Assert.Equal("clerk-meeting/lyme-regis-2026-02-28@north.invented.nec", entry.Uid);
        Assert.Equal("28 February 2026 is the last day in time.\nA newsletter is circulated every quarter.\nWhat counts: In person or by video.\nNorth", entry.Description);
        Assert.Equal("https://nec.example.org/x", entry.Url);
    }

    [Fact]
    public void Its_uid_stays_while_the_same_date_is_owed_and_changes_with_the_next()
    {
        Fact[] held = [new Occurrence("clerk-meeting", "Lyme Regis", A.Day("2025-08-31"), Outcome.Held)];
        Fact[] again = [.. held, new Occurrence("clerk-meeting", "Lyme Regis", A.Day("2026-02-20"), Outcome.Held)];

        Assert.Equal(Entry("2025-09-01", held)?.Uid, Entry("2026-02-28", held)?.Uid);
        Assert.Equal(Entry("2025-09-01", held)?.Uid, Entry("2026-03-05", held)?.Uid); // overdue
        Assert.NotEqual(Entry("2026-02-10", held)?.Uid, Entry("2026-02-21", again)?.Uid);
    }

    [Theory]
    [InlineData("2026-02-28", "Due: Meet the Lyme Regis clerk")] // the due date itself is still in time
    [InlineData("2026-03-01", "Overdue: Meet the Lyme Regis clerk")]
    public void What_is_overdue_says_so_on_the_same_day(string today, string title)
    {
        var entry = Entry(today, new Occurrence("clerk-meeting", "Lyme Regis", A.Day("2025-08-31"), Outcome.Held));

        Assert.Equal((title, A.Day("2026-02-28")), (entry?.Title, entry?.Day));
    }

    [Fact]
    public void A_leap_day_is_a_due_date_like_any_other() =>
        Assert.Equal(A.Day("2028-02-29"), Entry("2027-09-01", new Occurrence("clerk-meeting", "Lyme Regis", A.Day("2027-08-31"), Outcome.Held))?.Day);

    [Fact]
    public void A_later_version_of_the_contract_has_a_greater_sequence()
    {
        var finding = Judge(North, "2026-02-10", [])[0];
        var obligation = North.Obligations.First();

        var (first, second) = (Of(North), Of(North with { Version = "2", From = A.Day("2026-01-01") }));

        Assert.Equal(first.Uid, second.Uid);
        Assert.True(second.Sequence > first.Sequence, $"{second.Sequence} is not above {first.Sequence}");

        CalendarEntry Of(Contract contract) => DueEntry.Of(contract, obligation, finding, A.Instant("2026-02-10"), null)!; // it is due
    }

    [Theory]
    [InlineData(Status.Met, false)]
    [InlineData(Status.MetLate, false)]
    [InlineData(Status.Missed, false)]
    [InlineData(Status.NotApplicable, false)]
    [InlineData(Status.OnTrack, true)]
    [InlineData(Status.NoRecord, true)]
    [InlineData(Status.AtRisk, true)]
    [InlineData(Status.UnableToCheck, true)]
    public void Only_what_is_open_stands_in_a_calendar(Status status, bool stands)
    {
        var finding = new Finding { Obligation = "newsletter", Status = status, Reason = "", DueOn = A.Day("2026-03-31"), Period = "2026-Q1" };

        Assert.Equal(stands, DueEntry.Of(North, North.Obligations.First(), finding, A.Instant("2026-02-10"), null) is not null);
        Assert.Null(DueEntry.Of(North, North.Obligations.First(), finding with { DueOn = null }, A.Instant("2026-02-10"), null));
        Assert.Null(DueEntry.Of(North, new(A.Commitment with { Soft = true }, null), finding, A.Instant("2026-02-10"), null));
    }

    [Theory]
    [InlineData("inspector@example.org", "2026-02-10", 3)]
    [InlineData("Inspector@Example.org", "2026-02-10", 3)]
    [InlineData("chief@example.org", "2026-02-10", 0)] // nobody's promise is theirs
    [InlineData("deputy@example.org", "2026-02-10", 0)]
    [InlineData("deputy@example.org", "2026-03-02", 3)] // covers
    [InlineData("inspector@example.org", "2026-03-02", 0)]
    [InlineData("chief@example.org", "2018-12-31", 0)] // before anybody's time
    [InlineData("chief@example.org", "2026-06-01", 3)] // the post below is vacant
    public void A_person_answers_for_what_is_theirs_that_day(string address, string today, int obligations)
    {
        var inspector = A.Inspector with
        {
            Holders = [A.Inspector.Holders[0] with { To = A.Day("2026-05-31") }],
            Deputies = [new("Dee Deputy", "deputy@example.org", A.Day("2026-03-01"), A.Day("2026-03-07"))],
        };
        var contract = North with { Posts = [inspector, North.Posts[1]] };

        Assert.Equal(obligations, DueEntry.AnsweredBy(contract, address, A.Day(today)).Count());
    }

    private static CalendarEntry? Entry(string today, params Fact[] facts)
    {
        var finding = Judge(North, today, facts).Single(finding => finding.Obligation == "clerk-meeting/lyme-regis");
        var obligation = North.Obligations.Single(obligation => obligation.Id == finding.Obligation);
        return DueEntry.Of(North, obligation, finding, A.Instant(today), "https://nec.example.org/x");
    }

    private static IReadOnlyList<Finding> Judge(Contract contract, string today, Fact[] facts) => Judged.All(contract, facts, A.WorkingDays, A.Day(today));
}
