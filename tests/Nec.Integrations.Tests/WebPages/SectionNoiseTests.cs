using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Facts;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>What a site's machinery adds to a page, and no reader sees, changes nothing.</summary>
public sealed class SectionNoiseTests
{
    private static readonly string[] Page = ["<h2>Our priorities</h2>", "<p>Drug dealing in the park, seen by many.</p>", "<ul>", "<li>Patrols on <b>every</b> evening</li>", "</ul>", "<p>Parking</p>", "<h2>Next</h2>"];

    private static readonly string[] Noise = ["\n", "  ", "\t\r\n", "<!-- cached at 03:30 -->", "<script>var t = '<p>x</p>';</script>", "<style>p{}</style>", "<div hidden>old</div>", "<div class=\"w-7\" data-t=\"9\">", "</div>", "<!---->", "\u200B"];

    [Fact]
    public void Noise_between_the_blocks_changes_no_text()
    {
        var quiet = TextOf(string.Concat(Page));
        var noise = Gen.ListOf(Gen.Elements(Noise)).Select(string.Concat);

        Prop.ForAll(Gen.ArrayOf(noise, Page.Length).ToArbitrary(), between =>
        {
            var page = string.Concat(Page.Zip(between, (block, before) => before + block));
            Assert.Equal(quiet, TextOf(page));
            Assert.Equal(Verdict.Unchanged, PageCheck.Look(Encoding.UTF8.GetBytes(page), null, "Our priorities", quiet, []).Verdict);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_input_is_too_odd_to_be_read()
    {
        Prop.ForAll(Gen.ListOf(Gen.OneOf(Gen.Elements(Page), Gen.Elements(Noise), Gen.Elements("<", "</", "<h3", "='", "&#x", "]]>", "<table><h2>Our priorities<td>", "\0", "\uD800"))).ToArbitrary(), pieces =>
        {
            var result = PageCheck.Look(Encoding.UTF8.GetBytes(string.Concat(pieces)), null, "Our priorities", "Parking", []);
            Assert.NotEmpty(result.Reason);
        }).QuickCheckThrowOnFailure();
    }

    private static string TextOf(string page) => Assert.IsType<SectionLook.Found>(SectionReader.Read(Encoding.UTF8.GetBytes(page), null, "Our priorities")).Text;
}
