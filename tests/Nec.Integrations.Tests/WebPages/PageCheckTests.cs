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
    [InlineData(Priorities, Priorities, Verdict.Unchanged)]
    [InlineData(Priorities + "<footer><p>Last updated 12 March 2024</p></footer>", Priorities + "<footer><p>Last updated: 3rd April 2024</p></footer>", Verdict.Cosmetic)]
    [InlineData("The council's &quot;green&quot; plan for the park.", "The council’s “green” plan for the park.", Verdict.Cosmetic)]
    [InlineData("Issued 1 September 2026<br>" + Priorities, "Issued 1 September 2026<br>Burglary of sheds on the allotments near the river.", Verdict.Substantive)]
    [InlineData("Drug dealing in the park.", "<p>Sorry, there was a technical problem. Please try again.</p>", Verdict.Empty)]
    [InlineData(Priorities, "<p hidden>Drug dealing in the park.</p><p style='display: none'>Parking</p><script>document.write(1)</script><nav>Home</nav><!-- none -->", Verdict.Empty)]
    public void The_verdict_follows_what_people_changed(string before, string after, Verdict expected)
    {
        var result = Look(after, Look(before, null).Text);

        Assert.Equal(expected, result.Verdict);
        Assert.NotEmpty(result.Reason);
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

        Assert.Equal(new PageReadResult.Unseen("the page holds nothing but standing notices"), Sight("<h1>Sorry, there was a technical problem</h1><p>Please try again.</p><p>Quickly exit this site</p>"));
        Assert.Equal(new PageReadResult.Unseen("the page holds nothing but standing notices"), Sight("<h1>Vote for us!</h1>", "vote for us"));
        var redesigned = Assert.IsType<PageReadResult.Seen>(Sight("<h1>Sherborne</h1>"));
        Assert.Equal((Verdict.Missing, "the page has no element with the id 'team'"), (redesigned.Sections["team"].Verdict, redesigned.Sections["team"].Reason));

        PageReadResult Sight(string page, params string[] more) => PageCheck.Look(Encoding.UTF8.GetBytes(page), null, sections, _ => Priorities, more);
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
