using System.Text;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>
/// Pages that are built, or have grown, to hurt: judged, or refused in a sentence, and never thrown at. Quadratic work takes hours on these, so what ends at all
/// is linear; how long each takes stands in no assertion.
/// </summary>
public sealed class HostilePageTests
{
    private const int Size = 5_000_000;
    private const string Heading = "<!doctype html><h2>Our priorities</h2><p>Drug dealing in the park</p>";
    private const string TooMany = "the page has more elements than any page for people";
    private const string Tangled = "the page's mark-up is too tangled to read";

    private static readonly SectionSelector Priorities = new SectionSelector.Heading("Our priorities");

    public static TheoryData<string, string> Judged => new()
    {
        { "nested divs", Repeat("<div>", 200_000) },
        { "nested divs to the end", Fill("<div>") },
        { "nested spans", Repeat("<span>", 200_000) },
        { "nested bold in paragraphs", Repeat("<p><b>", 5_000) },
        { "nested and closed", Repeat("<div>", 200_000) + "x" + Repeat("</div>", 200_000) },
        { "nested in svg", Fill("<svg><g>") },
        { "templates", Fill("<template>") },
        { "titles without an end", Fill("<title>") },
        { "scripts without an end", Fill("<script>") },
        { "styles without an end", Fill("<style>") },
        { "scripts in comments in scripts", Fill("<script><!--<script>") },
        { "comments without an end", Fill("<!--") },
        { "comments", Fill("<!---->") },
        { "ends without a beginning", Fill("</div>") },
        { "many paragraphs", Fill("<p>Drug dealing in the park, 12 March 2024.</p>") },
        { "one long line", Fill("Drug dealing in the park ") },
        { "one long word", Fill("x") },
        { "blanks", Fill(" ") },
        { "line feeds", Fill("\n") },
        { "NULs", Fill("\0") },
        { "digits", Fill("1") },
        { "digits and slashes", Fill("1/1/1 ") },
        { "times", Fill("12:30:") },
        { "labels without a date", Fill("last updated on: ") },
        { "dates", Fill("1 May 2024, ") },
        { "beginnings of relative times", Fill("a few ") },
        { "100,000 headings", Repeat("<h2>x</h2>", 100_000) },
        { "the same heading 100,000 times", Repeat("<h2>Our priorities</h2>", 100_000) },
        { "brackets", Fill("<") },
        { "spaced brackets", Fill("< ") },
        { "tags that never end", Fill("<a ") },
        { "one tag of many attributes", $"<p {Repeat("a ", 2_400_000)}>x" },
        { "one huge attribute", $"<p class=\"{Repeat("a", 4_800_000)}\">x" },
        { "ampersands", Fill("&") },
        { "entities", Fill("&amp;") },
        { "entities of numbers", Fill("&#x41;") },
        { "entities that are none", Fill("&notit;") },
        { "the longest entity", Fill("&CounterClockwiseContourIntegral") },
        { "curly quotes", Fill("“") },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "line breaks", Fill("<br>") },
        { "paragraphs of nothing", Fill("<p>") },
        { "ends of paragraphs", Fill("</p>") },
        { "open lists", Fill("<ul><li>") },
        { "open tables", Fill("<table><tr><td>") },
        { "formatting that is opened anew in each paragraph", Fill("<p><b><i><u>") },
        { "headings", Fill("<h3>x</h3>") },
        { "tags left open behind the scanner's back", Fill("<span><div></span></div>") },
    };

    [Theory]
    [MemberData(nameof(Judged))]
    public void A_hostile_page_is_judged(string name, string html)
    {
        var result = Assert.IsType<PageSight.Seen>(Look(Encoding.UTF8.GetBytes(Heading + html))).Sections["priorities"];

        Assert.True(result is { Verdict: Verdict.Substantive, Text.Length: >= 24 and <= Size, Dates.Count: <= VisibleDates.Most }, $"{name}: {result.Verdict}");
        Assert.StartsWith("Drug dealing in the park", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_page_of_more_elements_or_deeper_than_people_write_is_refused_in_a_sentence(string name, string html)
    {
        var unseen = Assert.IsType<PageSight.Unseen>(Look(Encoding.UTF8.GetBytes(Heading + html)));

        Assert.True(unseen.Reason is TooMany or Tangled, $"{name}: {unseen.Reason}"); // whichever bound is met first
    }

    [Fact]
    public void The_largest_page_that_is_read_holds_as_many_elements_as_it_may()
    {
        const int Own = 5; // html, head, body, heading, paragraph

        Assert.IsType<PageSight.Seen>(Look(Encoding.UTF8.GetBytes(Heading + Repeat("<br>", PageParser.MostElements - Own))));
        Assert.Equal(new PageSight.Unseen(TooMany), Look(Encoding.UTF8.GetBytes(Heading + Repeat("<br>", PageParser.MostElements - Own + 1))));
    }

    [Fact]
    public void Broken_letters_and_letters_of_two_bytes_are_read()
    {
        byte[] broken = [.. Encoding.UTF8.GetBytes(Heading), .. Enumerable.Repeat<byte[]>([0xC3, 0x28, 0xFF, 0xFE, 0x80], 900_000).SelectMany(bytes => bytes)];
        byte[] wide = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Heading + Repeat("x", 2_000_000)), 0x41]; // half a letter at the end
        byte[] nothing = new byte[Size];

        Assert.Equal(Verdict.Substantive, Verdicted(broken));
        Assert.Equal(Verdict.Substantive, Verdicted(wide));
        Assert.Equal(new PageSight.Unseen("the page holds nothing but standing notices"), Look(nothing));
    }

    [Fact]
    public void A_selector_that_asks_too_much_of_a_page_is_given_up_with_a_sentence()
    {
        var page = Encoding.UTF8.GetBytes(Repeat("<p>x</p>", 1_000));
        SectionSelector[] sections = [new SectionSelector.Css("p:nth-child(200001)")];

        Assert.IsType<SectionLook.Missing>(SectionReader.Read(page, null, sections, TimeSpan.MaxValue).Sections[0]);
        var refused = Assert.Throws<TangledException>(() => SectionReader.Read(page, null, sections, TimeSpan.Zero));
        Assert.Equal("the page is too large for its CSS selectors", refused.Message);
    }

    private static Verdict Verdicted(byte[] page) => Assert.IsType<PageSight.Seen>(Look(page)).Sections["priorities"].Verdict;

    private static PageSight Look(byte[] page)
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();

        return PageCheck.Look(page, null, new Dictionary<string, SectionSelector> { ["priorities"] = Priorities }, _ => "Parking outside the school", []);
    }

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    private static string Fill(string piece) => Repeat(piece, (Size - Heading.Length) / piece.Length);
}
