using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>What a site's machinery adds to a page, and no reader sees, changes nothing.</summary>
public sealed class SectionNoiseTests
{
    private static readonly string[] Page = ["<h2>Our priorities</h2>", "<p>Drug dealing in the park, seen by many.</p>", "<ul>", "<li>Patrols on <b>every</b> evening</li>", "</ul>", "<p>Parking</p>", "<h2>Next</h2>"];

    private static readonly string[] Noise = ["\n", "  ", "\t\r\n", "<!-- cached at 03:30 -->", "<script>var t = '<p>x</p>';</script>", "<style>p{}</style>", "<div hidden>old</div>", "<div class=\"w-7\" data-t=\"9\">", "</div>", "<!---->", "\u200B"];

    private static readonly SectionSelector Priorities = new SectionSelector.Heading("Our priorities");

    private static readonly SectionSelector[] Sections = [Priorities, new SectionSelector.Id("a"), new SectionSelector.Css("div > p, [class~=w-7]")];

    [Fact]
    public void Attributes_of_a_sites_machinery_change_no_text_and_no_verdict()
    {
        var quiet = TextOf(string.Concat(Page));
        var attribute = Gen.Elements(" class='c-1'", " data-x=\"<h2>Our priorities</h2>\"", " ID=q7", " style=\"color: red\"", " onclick='a>b'", " aria-label=\"Our priorities\"", " a", "  \n");

        Prop.ForAll(Gen.ArrayOf(Gen.ListOf(attribute).Select(string.Concat), Page.Length).ToArbitrary(), attributes =>
        {
            var page = string.Concat(Page.Zip(attributes, (block, noise) => block.StartsWith("</", StringComparison.Ordinal) ? block : block.Insert(block.IndexOf('>', StringComparison.Ordinal), noise)));
            Assert.Equal(quiet, TextOf(page));
            Assert.Equal(Verdict.Unchanged, PageCheck.Look(Encoding.UTF8.GetBytes(page), null, Priorities, quiet, []).Verdict);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_bytes_under_any_charset_are_read()
    {
        var charset = Gen.Elements(null, "text/html", "text/html; charset=utf-8", "text/html; charset=utf-7", "text/html; charset=utf-16", "text/html; charset=shift_jis", "text/html; charset=x-none", "charset=");

        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Generator.Zip(charset).ToArbitrary(), given =>
            Assert.NotEmpty(PageCheck.Look(given.Item1, given.Item2, Priorities, null, []).Reason)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Noise_between_the_blocks_changes_no_text()
    {
        var quiet = TextOf(string.Concat(Page));
        var noise = Gen.ListOf(Gen.Elements(Noise)).Select(string.Concat);

        Prop.ForAll(Gen.ArrayOf(noise, Page.Length).ToArbitrary(), between =>
        {
            var page = string.Concat(Page.Zip(between, (block, before) => before + block));
            Assert.Equal(quiet, TextOf(page));
            Assert.Equal(Verdict.Unchanged, PageCheck.Look(Encoding.UTF8.GetBytes(page), null, Priorities, quiet, []).Verdict);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_input_is_too_odd_to_be_read()
    {
        Prop.ForAll(Gen.ListOf(Gen.OneOf(Gen.Elements(Page), Gen.Elements(Noise), Gen.Elements("<", "</", "<h3", "='", "&#x", "]]>", "<table><h2>Our priorities<td>", "\0", "\uD800"))).ToArbitrary(), pieces =>
        {
            foreach (var section in Sections)
            {
                Assert.NotEmpty(PageCheck.Look(Encoding.UTF8.GetBytes(string.Concat(pieces)), null, section, "Parking", []).Reason);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static string TextOf(string page) => Assert.IsType<SectionLook.Found>(SectionReader.Read(Encoding.UTF8.GetBytes(page), null, [Priorities]).Sections[0]).Text;
}
