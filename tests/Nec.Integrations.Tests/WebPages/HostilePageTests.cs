using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Pages;
using Nec.Integrations.WebPages;
using Nec.Testing;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>
/// Pages that are built, or have grown, to hurt: judged, or refused in a sentence, and never thrown at. Quadratic work takes hours on these, so what ends at all
/// is linear; how long each takes stands in no assertion.
/// </summary>
public sealed class HostilePageTests
{
    private const string Start = HostilePages.Start;
    private const string TooMany = "the page has more elements than any page for people";
    private const string Tangled = "the page's mark-up is too tangled to read";

    private static readonly SectionSelector Priorities = new SectionSelector.Heading(HostilePages.Heading);

    public static TheoryData<string> Names => [.. HostilePages.All.Keys];

    /// <summary>Those whose cost to the parser differs most between its first pages and its later ones.</summary>
    public static TheoryData<string> NamesForACold => ["nested lists", "open lists", "formatting that is opened anew in each paragraph", "tags left open behind the scanner's back", "times in mark-up"];

    private delegate object OneLook(ReadOnlySpan<byte> html, string? contentType, SectionSelector section, string? before, IReadOnlyList<string> moreBoilerplate);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_page_is_judged_or_refused_in_a_sentence(string name) => Expect(name, Look(HostilePages.Page(name)));

    [Fact]
    public void What_was_read_before_changes_no_verdict()
    {
        foreach (var name in HostilePages.All.Keys.Reverse())
        {
            Expect(name, Look(HostilePages.Page(name)));
        }
    }

    [Theory]
    [MemberData(nameof(NamesForACold))]
    public void A_parser_that_has_read_nothing_yet_judges_alike(string name)
    {
        var fresh = new FreshCopy();
        var cold = fresh.Method(typeof(PageCheck), nameof(PageCheck.Look), typeof(OneLook)).CreateDelegate<OneLook>();
        var page = HostilePages.Page(name);

        var first = cold(page, null, Priorities, "Parking outside the school", []).ToString();

        Assert.Equal(PageCheck.Look(page, null, Priorities, "Parking outside the school", []).ToString(), first);
        Assert.Equal(first, cold(page, null, Priorities, "Parking outside the school", []).ToString());
    }

    [Fact]
    public void The_largest_page_that_is_read_holds_as_many_elements_as_it_may()
    {
        const int Own = 5; // html, head, body, heading, paragraph

        Assert.IsType<PageReadResult.Seen>(Look(Encoding.UTF8.GetBytes(Start + Repeat("<br>", PageParser.MostElements - Own))));
        Assert.Equal(new PageReadResult.Unseen(TooMany), Look(Encoding.UTF8.GetBytes(Start + Repeat("<br>", PageParser.MostElements - Own + 1))));
    }

    [Fact]
    public void Elements_that_only_the_parser_makes_are_counted_too()
    {
        const string Fonts = "<p><font id=a><font id=b><font id=c><font id=d><font id=e><font id=f><font id=g><font id=h>";
        var paragraphs = PageParser.MostElements / 9; // each has its eight fonts anew

        Assert.IsType<PageReadResult.Seen>(Look(Page(paragraphs - 2)));
        Assert.Equal(new PageReadResult.Unseen(TooMany), Look(Page(paragraphs + 1)));

        static byte[] Page(int times) => Encoding.UTF8.GetBytes(Start + Fonts + Repeat("<p>x", times));
    }

    [Fact]
    public void Broken_letters_and_letters_of_two_bytes_are_read()
    {
        byte[] broken = [.. Encoding.UTF8.GetBytes(Start), .. Enumerable.Repeat<byte[]>([0xC3, 0x28, 0xFF, 0xFE, 0x80], 900_000).SelectMany(bytes => bytes)];
        byte[] wide = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Start + Repeat("x", 2_000_000)), 0x41]; // half a letter at the end
        byte[] nothing = new byte[HostilePages.Size];

        Assert.Equal(Verdict.Substantive, Verdicted(broken));
        Assert.Equal(Verdict.Substantive, Verdicted(wide));
        Assert.Equal(new PageReadResult.Unseen("the page holds nothing but standing notices"), Look(nothing));
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

    private static void Expect(string name, PageReadResult sight)
    {
        if (HostilePages.TooMany.ContainsKey(name) || HostilePages.Tangled.ContainsKey(name))
        {
            Assert.Equal((name, HostilePages.TooMany.ContainsKey(name) ? TooMany : Tangled), (name, (sight as PageReadResult.Unseen)?.Reason));
            return;
        }

        var result = Assert.IsType<PageReadResult.Seen>(sight).Sections["priorities"];
        Assert.True(result is { Verdict: Verdict.Substantive, Text.Length: >= 24 and <= HostilePages.Size, Dates.Count: <= VisibleDates.Most }, $"{name}: {result.Verdict}");
        Assert.StartsWith("Drug dealing in the park", result.Text, StringComparison.Ordinal);
    }

    private static Verdict Verdicted(byte[] page) => Assert.IsType<PageReadResult.Seen>(Look(page)).Sections["priorities"].Verdict;

    private static PageReadResult Look(byte[] page)
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();

        return PageCheck.Look(page, null, new Dictionary<string, SectionSelector> { ["priorities"] = Priorities }, _ => "Parking outside the school", []);
    }

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    /// <summary>The page check and its parser loaded once more, as code that has never run.</summary>
    private sealed class FreshCopy() : AssemblyLoadContext("fresh")
    {
        public MethodInfo Method(Type type, string name, Type shape)
        {
            Type[] parameters = [.. shape.GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)]; // a delegate always has it

            return LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!)!.GetMethod(name, parameters)!; // the same file as the one it comes from
        }

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == "AngleSharp" ? LoadFromAssemblyPath(typeof(AngleSharp.IBrowsingContext).Assembly.Location) : null; // Core is shared, so that its words mean the same
    }
}
