using System.Text;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>RFC 9309's rules, one by one.</summary>
public sealed class PageClientRobotsFileTests
{
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a", "/ab/c?d", false)] // from the beginning, not the whole
    [InlineData("User-agent: *\nDisallow: /a", "/b/a", true)]
    [InlineData("User-agent: *\nDisallow: /A", "/a", true)] // paths are case-sensitive
    [InlineData("USER-AGENT : *\nDISALLOW : /a", "/a", false)] // keys are not
    [InlineData("User-agent: *\nDisallow:", "/a", true)] // nothing is forbidden
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /a", "/a/b", true)] // the longest decides
    [InlineData("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false)] // in either order
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true)] // a tie allows
    [InlineData("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf", "/papers/x.pdf?y", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/papers/x.pdf?y", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/papers/x.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /a$", "/ab", true)]
    [InlineData("User-agent: *\nDisallow: /a$b", "/a$b", false)] // a dollar elsewhere is a dollar
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxbyybzzc", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/axxbyybzz", true)]
    [InlineData("User-agent: *\nDisallow: *?tab=", "/a?tab=1", false)]
    [InlineData("User-agent: *\nDisallow: /a # all of it", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a#b", "/a", false)]
    [InlineData("\uFEFFUser-agent: *\r\nDisallow: /a\r\n", "/a", false)]
    [InlineData("User-agent: *\rDisallow: /a\r", "/a", false)]
    [InlineData("Disallow: /a", "/a", true)] // a rule for nobody
    [InlineData("User-agent: Other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Nec\nDisallow: /b", "/a", true)] // our own group, and only that
    [InlineData("User-agent: nec\nDisallow: /b\n\nUser-agent: *\nDisallow: /", "/b", false)]
    [InlineData("User-agent: NEC/2.0 (bot)\nDisallow: /b", "/b", false)] // the product's name without its version
    [InlineData("User-agent: Necropolis\nDisallow: /b", "/b", true)]
    [InlineData("User-agent: Other\nUser-agent: Nec\nDisallow: /b", "/b", false)] // a group of two
    [InlineData("User-agent: Nec\nSitemap: https://example.org/s.xml\nUser-agent: Other\nDisallow: /b", "/b", false)] // other lines end no group
    [InlineData("User-agent: Nec\nDisallow: /b\nUser-agent: Other\nDisallow: /c", "/c", true)]
    [InlineData("User-agent: Nec\nDisallow: /b\n\nUser-agent: x\nDisallow: /\n\nUser-agent: Nec\nDisallow: /c", "/c", false)] // two groups of ours are one
    [InlineData("User-agent: Nec\nUser-agent: Nec", "/c", true)]
    [InlineData("User-agent: Nec\n\nUser-agent: *\nDisallow: /", "/c", false)] // lines of agents with nothing but other lines between are one group
    [InlineData("User-agent: *\nDisallow: /t%C5%B7", "/tŷ", false)]
    [InlineData("User-agent: *\nDisallow: /tŷ", "/t%c5%b7", false)]
    [InlineData("User-agent: *\nDisallow: /%61", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)] // a slash that is none
    [InlineData("User-agent: *\nDisallow: /a%2A", "/a*b", false)]
    [InlineData("User-agent: *\nDisallow: /100%", "/100%25", false)]
    [InlineData("<!DOCTYPE html><html><body>Disallow: /</body></html>", "/a", true)] // a page where a file was asked for
    public void What_is_allowed_is_what_the_standard_says(string file, string path, bool allowed)
    {
        Assert.Equal(allowed, RobotsFile.Parse(Encoding.UTF8.GetBytes(file)).Allows(new Uri($"https://example.org{path}")));
    }

    [Fact]
    public void Only_its_first_half_megabyte_counts_and_no_half_rule()
    {
        var head = "User-agent: *\nDisallow: /first\n";
        var file = head + "#" + new string('x', 500_000 - head.Length - "#\nDisallow: /".Length) + "\nDisallow: /second\n";

        var robots = RobotsFile.Parse(Encoding.UTF8.GetBytes(file));

        Assert.Equal([false, true, true], "first second other".Split(' ').Select(path => robots.Allows(new Uri($"https://example.org/{path}"))));
    }

    [Fact]
    public void A_hostile_one_is_read_to_its_end()
    {
        // A matcher that went back through every star would not end in the life of the machine.
        var file = "User-agent: *\n" + string.Concat(Enumerable.Repeat($"Disallow: /{string.Concat(Enumerable.Repeat("*a", 200))}b\n", 1200));

        Assert.True(RobotsFile.Parse(Encoding.UTF8.GetBytes(file)).Allows(new Uri($"https://example.org/{new string('a', 300)}")));
    }
}
