using System.Text;
using Nec.Core.Contracts;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

public sealed class SectionReaderTests
{
    [Theory]
    [InlineData("<h2>Our priorities</h2>")]
    [InlineData("<h5>OUR   PRIORITIES:</h5>")]
    [InlineData("<h2><span>Our</span>&nbsp;<b>priorities</b></h2>")]
    [InlineData("<div role=heading aria-level=3>Our priorities</div>")]
    [InlineData("<div><div><h2>Our priorities</h2></div></div>")] // wrapped, so that its text is no sibling
    public void A_heading_is_known_by_its_words_at_any_level(string heading)
    {
        Assert.Equal("Drug dealing", TextOf($"<body>{heading}<div><p>Drug dealing</p></div><h1>Next</h1>", "Our priorities"));
    }

    [Theory]
    [InlineData("You said, we did", "You Said, We Did:")]
    [InlineData("What we’ve done", "What we've done")]
    [InlineData("Crime & safety", "Crime and safety")]
    public void Quotes_ampersands_and_colons_are_forgiven(string wanted, string published)
    {
        Assert.Equal("Text", TextOf($"<h3>{published.Replace("&", "&amp;", StringComparison.Ordinal)}</h3>Text", wanted));
    }

    [Fact]
    public void A_section_ends_at_the_next_heading_of_its_level_or_above_not_at_a_lower_one()
    {
        var html = "<div><h2>Our priorities</h2></div><h3>Park</h3><p>Drug dealing</p><section><div><h2>Meet the team</h2></div><p>Four officers</p></section>";

        Assert.Equal("Park\nDrug dealing", TextOf(html, "Our priorities"));
    }

    [Fact]
    public void A_section_ends_with_the_main_part_of_the_page()
    {
        Assert.Equal("Drug dealing", TextOf("<main><h2>Our priorities</h2><p>Drug dealing</p></main><footer>Ring 101</footer>", "Our priorities"));
    }

    [Fact]
    public void Of_two_such_headings_the_first_with_content_counts()
    {
        Assert.Equal("Drug dealing", TextOf("<h2>Our priorities</h2><h2>Our priorities</h2><p>Drug dealing</p>", "Our priorities"));
        Assert.IsType<SectionLook.Empty>(Read("<h2>Our priorities</h2><h2>Our priorities</h2>", "Our priorities"));
    }

    [Fact]
    public void Text_has_a_line_for_each_block_and_none_for_what_is_unseen()
    {
        var html = """
            <h2>Our priorities</h2><p>Drug
              <em>deal</em>ing<br>in the park</p><ul><li>One<li>Two</ul><table><tr><td>Mon<td>Market</table>
            <script>var a</script><style>p{}</style><noscript>Turn it on</noscript><svg><text>Icon</text></svg><template><p>Later</p></template>
            <iframe>Frame</iframe><nav>Home</nav><div hidden>Gone</div><p style="color:red; DISPLAY : none">Gone</p><dialog>Asked</dialog>
            """;

        Assert.Equal("Drug dealing\nin the park\nOne\nTwo\nMon Market", TextOf(html, "Our priorities"));
    }

    [Theory]
    [InlineData("<div id=our-priorities><p>Drug dealing</p></div>")]
    [InlineData("<h2 id=our-priorities>What we do</h2><p>Drug dealing</p>")] // the heading is named: its section is meant
    [InlineData("<h2><span id=our-priorities>What we do</span></h2><p>Drug dealing</p>")]
    [InlineData("<a id=our-priorities></a><h2>What we do</h2><p>Drug dealing</p>")]
    [InlineData("<p id=our-priorities>Drug dealing</p><p id=our-priorities>A copy</p>")] // the first counts, as in a browser
    [InlineData("<ul><li id=our-priorities>Drug <b>dealing</b><li>Parking</ul>")]
    public void A_section_is_known_by_its_id(string html)
    {
        Assert.Equal("Drug dealing", TextOf($"<p>Before</p>{html}<h2>Next</h2><p>After</p>", new SectionSelector.Id("our-priorities")));
    }

    [Theory]
    [InlineData("<div id=our-priorities></div><h2>Next</h2><p>After</p>")]
    [InlineData("<section id=our-priorities><h2>  </h2></section><h2>Next</h2><p>After</p>")]
    [InlineData("<h2 id=our-priorities>Our priorities</h2><h2>Next</h2><p>After</p>")]
    public void An_element_without_text_is_an_empty_section_and_takes_none_from_the_next(string html)
    {
        Assert.IsType<SectionLook.Empty>(Read(html, new SectionSelector.Id("our-priorities")));
    }

    [Theory]
    [InlineData(".priorities > div", "One\nTwo\nThree")]
    [InlineData(".priorities div", "One\nTwo\nThree")] // the inner one once
    [InlineData(".priorities", "Priorities\nOne\nTwo\nThree")]
    [InlineData("[data-part='x'] , .priorities > div:first-of-type", "One\nElsewhere")]
    [InlineData("h3.named", "Under the heading")]
    public void A_section_is_everything_that_a_css_selector_matches(string css, string expected)
    {
        const string Html = """
            <p class=intro>Intro</p><section class="wide priorities"><h2>Priorities</h2><div>One</div><div>Two<div>Three</div></div></section>
            <p data-part=x>Elsewhere</p><h3 class=named>Named</h3><p>Under the heading</p>
            """;

        Assert.Equal(expected, TextOf(Html, new SectionSelector.Css(css)));
    }

    [Fact]
    public void What_is_not_there_or_not_shown_is_missing()
    {
        Assert.IsType<SectionLook.Missing>(Read("<p id=Our-Priorities>Drug dealing</p>", new SectionSelector.Id("our-priorities")));
        Assert.IsType<SectionLook.Missing>(Read("<p id=our-priorities hidden>Drug dealing</p>", new SectionSelector.Id("our-priorities")));
        Assert.IsType<SectionLook.Missing>(Read("<p>Drug dealing</p>", new SectionSelector.Css(".priorities")));
    }

    [Fact]
    public void Several_sections_come_from_one_reading_in_the_order_asked()
    {
        var page = SectionReader.Read(
            "<h2>News</h2><p id=first>Market</p><h2>Our priorities</h2><p>Drug dealing</p>"u8, null,
            [new SectionSelector.Heading("Our priorities"), new SectionSelector.Id("first"), new SectionSelector.Heading("Events")]);

        Assert.Equal(["Drug dealing", "Market", null], page.Sections.Select(section => (section as SectionLook.Found)?.Text));
    }

    [Theory]
    [InlineData("Issued 1 September 2026", "2026-09-01")]
    [InlineData("Last updated: Thursday 12 March 2024 at 09:30", "2024-03-12")]
    [InlineData("This page was last reviewed on the 3rd of Sept. 2025", "2025-09-03")]
    [InlineData("Published 12/03/2024 | Updated 1.4.24", "2024-03-12 2024-04-01")]
    [InlineData("Last updated</p><p>21st May, 2025", "2025-05-21")]
    [InlineData("<dl><dt>Date issued:<dd>2026-01-31</dl>", "2026-01-31")]
    [InlineData("Surgery on 8 June 2026. Parking is still our issue. 9 June 2026", "")] // dates of something else
    [InlineData("Last updated 31 February 2024, issued 1 May 1066", "")]
    public void The_dates_that_a_text_gives_as_its_own_are_told_from_the_others(string text, string expected)
    {
        var found = Assert.IsType<SectionLook.Found>(Read($"<h2>News</h2><p>{text}</p>", "News"));

        Assert.Equal(expected, string.Join(' ', found.Stated.Select(date => $"{date:yyyy-MM-dd}")));
    }

    [Theory]
    [InlineData("Issued 1 September 2026", "2026-09-01")]
    [InlineData("Last updated 12 March 2024", "2024-03-12")]
    [InlineData("12/03/2024", "2024-03-12")] // day first
    [InlineData("12.3.24", "2024-03-12")]
    [InlineData("6:00PM–7:00PM, Mon 08 June 2026", "2026-06-08")]
    [InlineData("on the 3rd of Sept. 2025", "2025-09-03")]
    [InlineData("2026-01-31T09:30:00Z", "2026-01-31")]
    [InlineData("21st May, 2025", "2025-05-21")]
    [InlineData("12-Mar-24 and 13 Mar 24", "2024-03-12 2024-03-13")]
    [InlineData("12 March 09:30, 12 March 9.30am", "")] // the 09 is no year
    [InlineData("31 February 2024, 31/12/1066, 12 March, 1.2, 01305 222222", "")]
    [InlineData("12 March 2024; 1 March 2024; 12/03/2024", "2024-03-01 2024-03-12")]
    public void Dates_are_read_day_first_sorted_and_each_once(string text, string expected)
    {
        var found = Assert.IsType<SectionLook.Found>(Read($"<h2>News</h2><p>{text}</p>", "News"));

        Assert.Equal(expected, string.Join(' ', found.Dates.Select(date => $"{date:yyyy-MM-dd}")));
    }

    [Theory]
    [InlineData("windows-1252", "text/html; charset=windows-1252", "")]
    [InlineData("windows-1252", "text/html; charset=ISO-8859-1", "")]
    [InlineData("windows-1252", "text/html", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>")]
    [InlineData("utf-8", null, "")]
    [InlineData("windows-1252", null, "")] // no UTF-8, so what else
    [InlineData("windows-1252", "text/html", "<meta charset=utf-7>")] // which nobody reads any more
    [InlineData("windows-1252", null, "<script charset=utf-8 src=/a.js></script>")] // the script's, not the page's
    [InlineData("windows-1252", null, "<?xml version='1.0' encoding='windows-1252'?>")]
    [InlineData("utf-8", null, "<meta charset=utf-16>")] // it cannot be, or this could not be read
    [InlineData("utf-8", "text/html; charset=no-such-thing", "<meta charset=utf-8>")]
    [InlineData("utf-16", "text/html; charset=utf-8", "")] // the byte order mark knows best
    public void The_charset_is_found(string encoding, string? contentType, string meta)
    {
        var written = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] html = [.. encoding == "utf-16" ? written.GetPreamble() : [], .. written.GetBytes($"<html><head>{meta}</head><h2>News</h2>The café’s £5 evening")];

        Assert.Equal("The café’s £5 evening", Assert.IsType<SectionLook.Found>(SectionReader.Read(html, contentType, [new SectionSelector.Heading("News")]).Sections[0]).Text);
    }

    private static string TextOf(string html, SectionSelector section) => Assert.IsType<SectionLook.Found>(Read(html, section)).Text;

    private static string TextOf(string html, string heading) => Assert.IsType<SectionLook.Found>(Read(html, heading)).Text;

    private static SectionLook Read(string html, string heading) => Read(html, new SectionSelector.Heading(heading));

    private static SectionLook Read(string html, SectionSelector section) => SectionReader.Read(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", [section]).Sections[0];
}
