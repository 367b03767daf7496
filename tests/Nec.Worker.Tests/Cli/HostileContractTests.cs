using System.Text;

namespace Nec.Worker.Tests.Cli;

/// <summary>Contract files that mean harm, or nothing at all, refused by <c>nec check</c> as a whole process.</summary>
public sealed class HostileContractTests(ITestOutputHelper output) : IDisposable
{
    private const long MostBytes = 300_000_000;

    private readonly Scratch _scratch = new();

    public static TheoryData<string> Names => [.. Files().Keys];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_file_is_refused_with_its_place_and_little_memory(string name)
    {
        var path = _scratch.Write(name, Files()[name]());

        var ended = await NecProcess.Run(new Dictionary<string, string>(StringComparer.Ordinal), _scratch.Folder, "check", path);

        output.WriteLine($"{name}: {ended.Took.TotalSeconds:0.00} s, {ended.PeakBytes / 1_000_000} MB: {ended.Error.Split('\n')[0]}"); // the 2 seconds of the design are a matter of the machine
        Assert.Equal(1, ended.Code);
        Assert.Equal("", ended.Out);
        Assert.NotEmpty(ended.Answer.ErrorLines);
        Assert.All(ended.Answer.ErrorLines, line => Assert.Matches($@"^{path}:\d+:\d+: \S", line));
        Assert.InRange(ended.PeakBytes, 10_000_000, MostBytes);
    }

    [Fact]
    public async Task A_good_file_is_said_to_be_good_and_a_bad_one_beside_it_still_refuses()
    {
        var good = _scratch.Write("good.yaml", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var bad = _scratch.Write("bad.yaml", "contract: bad\n");

        var alone = await NecProcess.Run(new Dictionary<string, string>(StringComparer.Ordinal), _scratch.Folder, "check", good);
        var both = await NecProcess.Run(new Dictionary<string, string>(StringComparer.Ordinal), _scratch.Folder, "check", "--json", good, bad);

        Assert.Equal((0, ""), (alone.Code, alone.Error));
        Assert.Contains("North, version 1", alone.Out, StringComparison.Ordinal);
        Assert.Equal((1, ""), (both.Code, both.Error));
        Assert.False(both.Answer.Json.GetProperty("valid").GetBoolean());
        Assert.All(both.Answer.Json.GetProperty("errors").EnumerateArray(), error => Assert.Equal(bad, error.Text("file")));
    }

    private static Dictionary<string, Func<byte[]>> Files() => new(StringComparer.Ordinal)
    {
        ["laughs.yaml"] = () => Encoding.UTF8.GetBytes("a0: &a0 [lol]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"))),
        ["fifty-megabytes.yaml"] = () => Encoding.UTF8.GetBytes("contract: big\ntitle: |\n" + string.Concat(Enumerable.Repeat(new string(' ', 2) + new string('x', 997) + "\n", 50_000))),
        ["brackets.yaml"] = () => Encoding.UTF8.GetBytes(new string('[', 200_000)),
        ["utf-16.yaml"] = () => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(TeamFile.Of("newsletter", TeamFile.Newsletter))],
        ["western.yaml"] = () => Encoding.Latin1.GetBytes(TeamFile.Of("newsletter", TeamFile.Newsletter).Replace("North", "Nörth", StringComparison.Ordinal)),
        ["nul.yaml"] = () => Encoding.UTF8.GetBytes(TeamFile.Of("newsletter", TeamFile.Newsletter).Replace("North", "No\0rth", StringComparison.Ordinal)),
        ["binary.yaml"] = () => [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 % 251))],
        ["empty.yaml"] = () => [],
        ["comment.yaml"] = () => "# nothing here\n"u8.ToArray(),
        ["scalar.yaml"] = () => "hello\n"u8.ToArray(),
        ["twice.yaml"] = () => Encoding.UTF8.GetBytes(TeamFile.Of("newsletter", TeamFile.Newsletter) + "\ntitle: South\n"),
        ["tabs.yaml"] = () => Encoding.UTF8.GetBytes(TeamFile.Of("newsletter", TeamFile.Newsletter).Replace("  - {", "\t- {", StringComparison.Ordinal)),
        ["two-documents.yaml"] = () => Encoding.UTF8.GetBytes(TeamFile.Of("newsletter", TeamFile.Newsletter) + "\n---\ncontract: south\n"),
        ["tagged.yaml"] = () => Encoding.UTF8.GetBytes(TeamFile.Of("newsletter", TeamFile.Newsletter).Replace("title: North", "title: !!python/object/apply:os.system [North]", StringComparison.Ordinal)),
    };
}
