using Nec.Simulator;

namespace Nec.Worker.Tests.Cli;

/// <summary><c>nec page</c> over saved pages and addresses.</summary>
[Collection(CommandLine.Collection)]
public sealed class PageVerbTests : IDisposable
{
    private const string Heading = "Our priorities";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Row_15_only_a_date_changed_is_cosmetic()
    {
        var answer = await Compare(Page("We are tackling theft from sheds.", "3 July 2026"), Page("We are tackling theft from sheds.", "1 August 2026"));

        Assert.Equal(0, answer.Code);
        Assert.Equal(["section", "text", "dates", "verdict", "reason", "diff"], answer.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("cosmetic", answer.Json.Text("verdict"));
        Assert.Equal(["2026-08-01"], answer.Json.GetProperty("dates").EnumerateArray().Select(date => date.GetString()));
    }

    [Theory]
    [InlineData("We are tackling theft from sheds.", "unchanged")]
    [InlineData("Sheds are safe again: twelve were marked with the owners in June, and nobody has reported a theft since. Speeding through the village is next.", "substantive")]
    public async Task The_text_decides_between_unchanged_and_substantive(string now, string verdict)
    {
        var answer = await Compare(Page("We are tackling theft from sheds.", "3 July 2026"), Page(now, "3 July 2026"));

        Assert.Equal(verdict, answer.Json.Text("verdict"));
    }

    [Fact]
    public async Task A_page_alone_is_a_first_look_and_a_page_without_the_heading_is_missing_it()
    {
        var page = _scratch.Write("page.html", Page("We are tackling theft from sheds.", "3 July 2026"));

        var seen = await CommandLine.Run("page", page, "--section", Heading, "--json");
        var missing = await CommandLine.Run("page", page, "--section", "You said, we did", "--json");

        Assert.Equal("first", seen.Json.Text("verdict"));
        Assert.Contains("theft from sheds", seen.Json.Text("text"), StringComparison.Ordinal);
        Assert.Equal("missing", missing.Json.Text("verdict"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, missing.Json.GetProperty("text").ValueKind);
    }

    [Theory]
    [InlineData("--id", "news")]
    [InlineData("--css", "main > p:last-of-type")]
    public async Task A_section_is_shown_by_its_id_or_by_a_css_selector_too(string option, string value)
    {
        var page = _scratch.Write("page.html", Page("We are tackling theft from sheds.", "3 July 2026").Replace("<p>Every", "<p id=news>Every", StringComparison.Ordinal));

        var answer = await CommandLine.Run("page", page, option, value, "--json");

        Assert.Equal((0, value, "Every Tuesday.", "first"), (answer.Code, answer.Json.Text("section"), answer.Json.Text("text"), answer.Json.Text("verdict")));
    }

    [Theory]
    [InlineData("Say which section")]
    [InlineData("Say which section", "--section", "A", "--id", "b")]
    [InlineData("--css must be a CSS selector such as .priorities > div, not 'div >'", "--css", "div >")]
    public async Task One_section_is_asked_for_and_a_selector_must_be_one(string expected, params string[] options)
    {
        var answer = await CommandLine.Run(["page", _scratch.Write("page.html", Page("x", "3 July 2026")), .. options]);

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Contains(expected, string.Join('\n', answer.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_told_the_date_that_a_section_gives_as_its_own()
    {
        var answer = await CommandLine.Run("page", _scratch.Write("page.html", Page("We met on 2 July 2019.", "3 July 2019")), "--section", Heading);

        Assert.Contains("Its own date: 3 July 2019", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Visible dates: 2 July 2019, 3 July 2019", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_1_and_an_address_that_may_not_be_asked_is_3()
    {
        await using var world = await OutsideWorld.Start(TestContext.Current.CancellationToken);

        var file = await CommandLine.Run("page", Path.Combine(_scratch.Folder, "nowhere.html"), "--section", Heading);
        var address = await CommandLine.Run("page", new Uri(world.ForceWebsiteAddress, ForceWebsite.PathOf("dorchester")).ToString(), "--section", Heading, "--json");

        Assert.Equal(1, file.Code);
        Assert.Single(file.ErrorLines);
        Assert.Equal(3, address.Code); // an address of this machine is refused, unless Http:AllowedPrivateHosts names it
        Assert.Equal("", address.Out);
        Assert.Single(address.ErrorLines);
    }

    [Fact]
    public async Task A_page_without_the_section_shows_the_headings_that_it_has()
    {
        var page = _scratch.Write("page.html", Page("x", "3 July 2026") + string.Concat(Enumerable.Range(1, 30).Select(at => $"<h3>Street {at}</h3>")));

        var people = await CommandLine.Run("page", page, "--section", "You said, we did");
        var machine = await CommandLine.Run("page", page, "--section", "You said, we did", "--json");
        var bare = await CommandLine.Run("page", _scratch.Write("bare.html", "<p>Wait</p>"), "--section", "You said, we did");

        Assert.Contains("\nThe page's headings:\n  Town\n  Our priorities\n  Meet us\n  Street 1\n", people.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["section", "text", "dates", "verdict", "reason", "diff", "headings"], machine.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["Town", "Our priorities", "Meet us", "Street 1"], machine.Json.GetProperty("headings").EnumerateArray().Select(heading => heading.GetString()).Take(4));
        Assert.Equal(20, machine.Json.GetProperty("headings").GetArrayLength());
        Assert.Contains("The page shows no headings", bare.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_a_reply_may_be_is_refused_unread_and_one_as_large_is_judged()
    {
        var (largest, larger) = (Sparse("largest.html", 5_000_000), Sparse("larger.html", 5_000_001));
        var huge = Sparse("huge.html", 1L << 40); // a terabyte of nothing: whoever reads it never ends
        var good = _scratch.Write("good.html", Page("x", "3 July 2026"));

        var judged = await CommandLine.Run("page", largest, "--section", Heading);
        var refused = new[] { await CommandLine.Run("page", larger, "--section", Heading), await CommandLine.Run("page", huge, "--section", Heading) };
        var earlier = await CommandLine.Run("page", good, "--section", Heading, "--before", larger, "--json");

        Assert.Equal(0, judged.Code);
        Assert.All(refused, answer => Assert.Equal((1, ""), (answer.Code, answer.Out)));
        Assert.All(refused, answer => Assert.EndsWith("the file is larger than 5 MB, the most that is read of a page.", Assert.Single(answer.ErrorLines), StringComparison.Ordinal));
        Assert.Equal((1, "", $"{larger}: the file is larger than 5 MB, the most that is read of a page."), (earlier.Code, earlier.Out, Assert.Single(earlier.ErrorLines)));
    }

    [Fact]
    public async Task What_is_no_ordinary_file_is_refused_unopened_and_an_empty_one_is_an_empty_page()
    {
        var pipe = Path.Combine(_scratch.Folder, "pipe.html"); // opening it would wait for a writer
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var link = Path.Combine(_scratch.Folder, "link.html");
        File.CreateSymbolicLink(link, pipe);
        foreach (var path in new[] { pipe, link, "/dev/zero", _scratch.Folder })
        {
            var answer = await CommandLine.Run("page", path, "--section", Heading);

            Assert.Equal((1, "", $"{path}: this is not an ordinary file; save the page and give the file's path."), (answer.Code, answer.Out, Assert.Single(answer.ErrorLines)));
        }

        var stdin = await CommandLine.Run("page", "-", "--section", Heading);
        var empty = await CommandLine.Run("page", _scratch.Write("empty.html", ""), "--section", Heading, "--json");

        Assert.Equal((1, "-: standard input is not read; save the page and give the file's path."), (stdin.Code, Assert.Single(stdin.ErrorLines)));
        Assert.Equal((0, "empty"), (empty.Code, empty.Json.Text("verdict")));
    }

    private string Sparse(string name, long length)
    {
        var path = _scratch.Write(name, Page("x", "3 July 2026"));
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(length);
        return path;
    }

    private async Task<Answer> Compare(string before, string now) => await CommandLine.Run(
        "page", _scratch.Write("now.html", now), "--section", Heading, "--before", _scratch.Write("before.html", before), "--json");

    private static string Page(string text, string updated) => $"""
        <!DOCTYPE html><html><head><title>Town</title></head><body><main><h1>Town</h1>
        <h2>{Heading}</h2><p>{text}</p><p>Last updated {updated}</p>
        <h2>Meet us</h2><p>Every Tuesday.</p></main></body></html>
        """;
}
