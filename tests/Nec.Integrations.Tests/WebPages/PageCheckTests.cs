using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

public sealed class PageCheckTests
{
    private const string Priorities = "Drug dealing in the park. Parking outside the school on weekdays.";

    [Theory]
    [InlineData(null, Priorities, Verdict.First)]
    [InlineData(Priorities, Priorities, Verdict.Unchanged)]
    // Only what changes by itself.
    [InlineData("Issued 1 September 2026<br>" + Priorities, "Issued 1 October 2026<br>" + Priorities, Verdict.Cosmetic)]
    [InlineData(Priorities + "<footer><p>Last updated 12 March 2024</p></footer>", Priorities + "<footer><p>Last updated: 3rd April 2024</p></footer>", Verdict.Cosmetic)]
    [InlineData(Priorities, Priorities + "<p>Page last updated on Monday 3 April 2024 at 09:30</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>Posted 2 hours ago</p>", Priorities + "<p>Posted yesterday</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>Updated just now</p>", Priorities + "<p>Updated an hour ago</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>Visitors: 12345</p>", Priorities + "<p>Visitors: 12399</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>1,204 views</p>", Priorities + "<p>1.3k views</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>Surgery 6:00PM–7:00PM, Mon 08 June 2026</p>", Priorities + "<p>Surgery 5:30PM–7:00PM, Tue 09 June 2026</p>", Verdict.Cosmetic)]
    [InlineData("The council's &quot;green&quot; plan for the park.", "The council’s “green” plan for the park.", Verdict.Cosmetic)]
    [InlineData(Priorities, "<p>We use some essential cookies to make our website work.</p>" + Priorities, Verdict.Cosmetic)]
    [InlineData("Drug dealing in the park.", "DRUG DEALING in the park", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>Surgery 12 March 09:30</p>", Priorities + "<p>Surgery 19 March 10:45</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>Visitors to this page today: 312</p>", Priorities + "<p>Visitors to this page today: 7</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>Posted 3h ago</p>", Priorities + "<p>Posted a few moments ago</p>", Verdict.Cosmetic)]
    [InlineData(Priorities + "<p>© 2025</p>", Priorities + "<p>© 2025–2026</p>", Verdict.Cosmetic)]
    // A slip, a number: a person is asked.
    [InlineData("Drug dealing in the neighborhood park.", "Drug dealing in the neighbourhood park.", Verdict.Unclear)]
    [InlineData("We made 3 arrests in the park.", "We made 5 arrests in the park.", Verdict.Unclear)]
    [InlineData("The team visits 12 schools.", "The team visits 15 schools.", Verdict.Unclear)]
    [InlineData("Drug dealing. Parking.", "Parking. Drug dealing.", Verdict.Unclear)]
    // Real updates.
    [InlineData(Priorities, Priorities + " Speeding on the bypass.", Verdict.Substantive)]
    [InlineData("Issued 1 September 2026<br>" + Priorities, "Issued 1 September 2026<br>Burglary of sheds on the allotments near the river.", Verdict.Substantive)]
    [InlineData(Priorities, "Drug dealing in the park.", Verdict.Substantive)]
    [InlineData("Drug dealing in the park.", "<p>Sorry, there was a technical problem. Please try again.</p>", Verdict.Empty)]
    [InlineData(Priorities, "", Verdict.Empty)]
    [InlineData(Priorities, "<p>Last updated 12 March 2024</p>", Verdict.Empty)]
    [InlineData(Priorities, "<p hidden>Drug dealing in the park.</p><p style='display: none'>Parking</p><script>document.write(1)</script><nav>Home</nav><!-- none -->", Verdict.Empty)]
    public void The_verdict_follows_what_people_changed(string? before, string after, Verdict expected)
    {
        var result = Look(after, before is null ? null : Look(before, null).Text);

        Assert.Equal(expected, result.Verdict);
        Assert.NotEmpty(result.Reason);
    }

    [Fact]
    public void The_reason_names_what_differs()
    {
        Assert.Equal("only dates differ", Look("Issued 2 May 2026<br>" + Priorities, "Issued 1 May 2026\n" + Priorities).Reason);
        Assert.Equal("only dates and times differ", Look("Open 3 May 2026, 09:30<br>" + Priorities, "Open 1 May 2026, 09:00\n" + Priorities).Reason);
    }

    [Fact]
    public void The_diff_shows_what_went_and_came()
    {
        var result = Look("<p>Parking</p><p>Sheds broken into at the allotments</p>", "Parking\nDrug dealing in the park");

        Assert.Equal("  Parking\n- Drug dealing in the park\n+ Sheds broken into at the allotments", result.Diff);
    }

    [Fact]
    public void A_vanished_heading_is_missing_and_a_page_of_notices_is_empty()
    {
        Assert.Equal((Verdict.Missing, "the page has no heading 'Our priorities'"), VerdictOf("<h1>Sherborne</h1><h2>Meet the team</h2><p>Four officers.</p>"));
        Assert.Equal((Verdict.Empty, "the page holds nothing but standing notices"), VerdictOf("<p>Sorry, there was a technical problem. Please try again.</p>"));
        Assert.Equal((Verdict.Empty, "the page holds nothing but standing notices"), VerdictOf(""));

        static (Verdict, string) VerdictOf(string page)
        {
            var result = PageCheck.Look(Encoding.UTF8.GetBytes(page), null, new SectionSelector.Heading("Our priorities"), Priorities, []);
            return (result.Verdict, result.Reason);
        }
    }

    [Fact]
    public void A_page_of_nothing_but_notices_counts_as_one_that_was_not_seen()
    {
        var sections = new Dictionary<string, SectionSelector> { ["priorities"] = new SectionSelector.Heading("Our priorities"), ["team"] = new SectionSelector.Id("team") };

        Assert.Equal(new PageSight.Unseen("the page holds nothing but standing notices"), Sight("<h1>Sorry, there was a technical problem</h1><p>Please try again.</p><p>Quickly exit this site</p>"));
        Assert.Equal(new PageSight.Unseen("the page holds nothing but standing notices"), Sight("<h1>Vote for us!</h1>", "vote for us"));
        var redesigned = Assert.IsType<PageSight.Seen>(Sight("<h1>Sherborne</h1>"));
        Assert.Equal((Verdict.Missing, "the page has no element with the id 'team'"), (redesigned.Sections["team"].Verdict, redesigned.Sections["team"].Reason));

        PageSight Sight(string page, params string[] more) => PageCheck.Look(Encoding.UTF8.GetBytes(page), null, sections, _ => Priorities, more);
    }

    [Fact]
    public void A_text_that_stood_there_before_is_no_update_and_a_person_is_asked()
    {
        var update = Look("Burglary of sheds on the allotments.", Priorities);

        Assert.Same(update, PageCheck.Returned(update, null));
        var returned = PageCheck.Returned(update, new(2026, 5, 9));
        Assert.Equal((Verdict.Unclear, "the text is one that stood here before, last seen on 9 May 2026: a person should look", update.Text), (returned.Verdict, returned.Reason, returned.Text));
        var cosmetic = Look("Issued 1 May 2026<br>" + Priorities, Priorities);
        Assert.Same(cosmetic, PageCheck.Returned(cosmetic, new(2026, 5, 9)));
    }

    [Theory]
    [InlineData("2026-09-30", "2026-09-01")] // the newest that can be true
    [InlineData("2026-09-01", "2026-09-01")] // today
    [InlineData("2026-08-31", "2026-05-03")] // tomorrow's is a slip
    [InlineData("2020-01-01", null)]
    public void The_date_that_a_text_gives_as_its_own_stands_beside_the_verdict(string today, string? expected)
    {
        var result = Look(Priorities + "<p>Issued 1 September 2026</p><p>First published 3 May 2026. Surgery on 12 August 2026</p>", Priorities + " Speeding on the bypass.");

        Assert.Equal(expected, result.StatedOn(DateOnly.Parse(today, CultureInfo.InvariantCulture))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(Verdict.Substantive, result.Verdict);
    }

    [Fact]
    public void A_change_is_believed_when_a_second_look_shows_it_too()
    {
        var first = Look(Priorities + " Speeding on the bypass. 12 views", Priorities);
        var same = Look(Priorities + " Speeding on the bypass. 13 views", Priorities);
        var other = Look(Priorities + " Burglary of sheds at night.", Priorities);

        Assert.Equal(new Confirmation.Believed(same), PageCheck.Confirm(first, same, []));
        Assert.Equal(new Confirmation.Doubted("the page differed between two looks"), PageCheck.Confirm(first, other, []));
        Assert.IsType<Confirmation.Doubted>(PageCheck.Confirm(first, Look(Priorities, Priorities), []));
    }

    [Fact]
    public void The_notices_of_one_site_are_a_setting()
    {
        var result = PageCheck.Look(Page($"<p>Vote for us in the awards!</p><p>{Priorities}</p>"), null, new SectionSelector.Heading("Our priorities"), Priorities, ["vote for us"]);

        Assert.Equal((Verdict.Cosmetic, "only standing notices differ"), (result.Verdict, result.Reason));
    }

    private static SectionResult Look([StringSyntax("html")] string section, string? before) => PageCheck.Look(Page(section), "text/html; charset=utf-8", new SectionSelector.Heading("Our priorities"), before, []);

    private static byte[] Page(string section) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"<!doctype html><title>Sherborne</title><h1>Sherborne</h1><h2>Our priorities</h2>{section}<h2>Meet the team</h2><p>Four officers.</p>"));
}
