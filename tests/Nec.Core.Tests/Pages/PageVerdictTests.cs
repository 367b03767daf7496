using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Facts;
using Nec.Core.Pages;

namespace Nec.Core.Tests.Pages;

/// <summary>The verdict on texts; what of a page is its text is tested where pages are read.</summary>
public sealed class PageVerdictTests
{
    private const string Priorities = "Drug dealing in the park. Parking outside the school on weekdays.";

    [Theory]
    [InlineData(null, Priorities, Verdict.First)]
    [InlineData(Priorities, Priorities, Verdict.Unchanged)]
    // Only what changes by itself.
    [InlineData("Issued 1 September 2026\n" + Priorities, "Issued 1 October 2026\n" + Priorities, Verdict.Cosmetic)]
    [InlineData(Priorities, Priorities + "\nPage last updated on Monday 3 April 2024 at 09:30", Verdict.Cosmetic)]
    [InlineData(Priorities + "\nPosted 2 hours ago", Priorities + "\nPosted yesterday", Verdict.Cosmetic)]
    [InlineData(Priorities + "\nUpdated just now", Priorities + "\nUpdated an hour ago", Verdict.Cosmetic)]
    [InlineData(Priorities + "\nVisitors: 12345", Priorities + "\nVisitors: 12399", Verdict.Cosmetic)]
    [InlineData(Priorities + "\n1,204 views", Priorities + "\n1.3k views", Verdict.Cosmetic)]
    [InlineData(
        Priorities + "\nSurgery 6:00PM–7:00PM, Mon 08 June 2026",
        Priorities + "\nSurgery 5:30PM–7:00PM, Tue 09 June 2026",
        Verdict.Cosmetic)]
    [InlineData(Priorities, "We use some essential cookies to make our website work.\n" + Priorities, Verdict.Cosmetic)]
    [InlineData(Priorities + "\nSurgery 12 March 09:30", Priorities + "\nSurgery 19 March 10:45", Verdict.Cosmetic)]
    [InlineData(Priorities + "\nVisitors to this page today: 312", Priorities + "\nVisitors to this page today: 7", Verdict.Cosmetic)]
    [InlineData(Priorities + "\nPosted 3h ago", Priorities + "\nPosted a few moments ago", Verdict.Cosmetic)]
    [InlineData(Priorities + "\n© 2025", Priorities + "\n© 2025–2026", Verdict.Cosmetic)]
    [InlineData("Drug dealing in the park.", "DRUG DEALING in the park", Verdict.Cosmetic)]
    // A slip, a number: a person is asked.
    [InlineData("Drug dealing in the neighborhood park.", "Drug dealing in the neighbourhood park.", Verdict.Unclear)]
    [InlineData("We made 3 arrests in the park.", "We made 5 arrests in the park.", Verdict.Unclear)]
    [InlineData("The team visits 12 schools.", "The team visits 15 schools.", Verdict.Unclear)]
    [InlineData("Drug dealing. Parking.", "Parking. Drug dealing.", Verdict.Unclear)]
    // Real updates.
    [InlineData(Priorities, Priorities + " Speeding on the bypass.", Verdict.Substantive)]
    [InlineData(
        "Issued 1 September 2026\n" + Priorities,
        "Issued 1 September 2026\nBurglary of sheds on the allotments near the river.",
        Verdict.Substantive)]
    [InlineData(Priorities, "Drug dealing in the park.", Verdict.Substantive)]
    [InlineData(Priorities, "Last updated 12 March 2024", Verdict.Empty)]
    [InlineData(Priorities, "", Verdict.Empty)]
    public void The_verdict_follows_what_people_changed(string? before, string after, Verdict expected)
    {
        var (verdict, reason) = PageVerdict.Compare(before, after, []);
        Assert.Equal(expected, verdict);
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void The_reason_names_what_differs()
    {
        Assert.Equal("only dates differ", ReasonFor("Issued 2 May 2026\n" + Priorities, "Issued 1 May 2026\n" + Priorities));
        Assert.Equal(
            "only dates and times differ",
            ReasonFor("Open 3 May 2026, 09:30\n" + Priorities, "Open 1 May 2026, 09:00\n" + Priorities));

        static string ReasonFor(string before, string after) => PageVerdict.Compare(before, after, []).Reason;
    }

    [Fact]
    public void Dates_times_and_counters_never_make_a_change()
    {
        var date = from day in Gen.Choose(1, 28)
                   from month in Gen.Elements("January", "Feb", "sept.", "December")
                   from year in Gen.Choose(2015, 2035)
                   select $"{day} {month} {year}";
        var changing = Gen.OneOf(
            date.Select(on => $"Issued {on}"),
            date.Select(on => $"Last updated: {on}"),
            date.Select(on => $"6:00PM–7:00PM, Mon {on}"),
            Gen.Choose(2, 59).Select(count => $"Posted {count} minutes ago"),
            Gen.Choose(0, 99999).Select(count => $"Visitors: {count}"),
            Gen.Choose(1950, 2049).Select(year => $"© {year}"));
        Prop.ForAll(changing.Zip(changing).ToArbitrary(), lines =>
        {
            var (before, after) = ($"Drug dealing in the park\n{lines.Item1}", $"Drug dealing in the park\n{lines.Item2}");
            var (verdict, reason) = PageVerdict.Compare(before, after, []);
            Assert.True(verdict is Verdict.Cosmetic or Verdict.Unchanged, $"{lines} is {verdict}: {reason}");
        }).QuickCheckThrowOnFailure();
    }
}
