using System.Diagnostics;
using System.Globalization;
using System.Text;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>Pages that are built, or have grown, to hurt: judged in linear time, without a crash. Each case of 5 MB may take a generous multiple of the second that it takes.</summary>
public sealed class HostilePageTests
{
    private const int Size = 5_000_000;

    public static TheoryData<string, string> Pages => new()
    {
        { "nested divs", Wrap(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "Drug dealing in the park") },
        { "nested spans", Wrap(string.Concat(Enumerable.Repeat("<span>", 100_000)) + "Drug dealing in the park") },
        { "nested bold in paragraphs", Wrap(string.Concat(Enumerable.Repeat("<p><b>", 5_000)) + "Drug dealing in the park") },
        { "nested lists", Wrap(string.Concat(Enumerable.Repeat("<ul><li>", 50_000)) + "Drug dealing in the park") },
        { "nested and closed", Wrap(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "Drug dealing" + string.Concat(Enumerable.Repeat("</div>", 100_000))) },
        { "many paragraphs", Wrap(Fill("<p>Drug dealing in the park, 12 March 2024.</p>")) },
        { "one long line", Wrap(Fill("Drug dealing in the park ")) },
        { "digits and slashes", Wrap("Drug dealing" + Fill("1/1/1 ")) },
        { "labels without a date", Wrap("Drug dealing " + Fill("last updated on: ")) },
        { "dates", Wrap("Drug dealing " + Fill("1 May 2024, ")) },
        { "headings", Wrap("Drug dealing" + Fill("<h3>x</h3>")) },
        { "the same heading", Fill("<h2>Our priorities</h2>") + "Drug dealing" },
        { "unclosed brackets", Wrap("Drug dealing" + Fill("< ")) },
        { "attributes", Wrap($"<p {Fill("a ")}>Drug dealing") },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_hostile_page_is_judged_in_linear_time(string name, string html)
    {
        var page = Encoding.UTF8.GetBytes(html);
        var started = Stopwatch.GetTimestamp();

        var result = PageCheck.Look(page, "text/html", "Our priorities", "Parking outside the school", []);

        var took = Stopwatch.GetElapsedTime(started);
        TestContext.Current.SendDiagnosticMessage("{0}: {1} ms", name, took.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture));
        Assert.Equal(Verdict.Substantive, result.Verdict);
        Assert.True(took < TimeSpan.FromSeconds(10), $"{name} took {took.TotalSeconds:F1} s"); // quadratic work takes minutes
    }

    [Fact]
    public void What_only_the_parser_could_see_ends_in_a_sentence_not_in_a_busy_night()
    {
        // Each round leaves a span open behind the scanner's back.
        var page = Encoding.UTF8.GetBytes(Wrap(string.Concat(Enumerable.Repeat("<span><div></span></div>", 200_000)) + "Drug dealing"));

        var failure = Assert.Throws<IntegrationException>(() => SectionReader.Read(page, "text/html", "Our priorities", TimeSpan.FromSeconds(0.2)));

        Assert.Equal("web-pages: the page's mark-up is too tangled to read", failure.Message);
    }

    private static string Wrap(string section) => $"<!doctype html><h2>Our priorities</h2>{section}";

    private static string Fill(string piece) => string.Concat(Enumerable.Repeat(piece, Size / piece.Length));
}
