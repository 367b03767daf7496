using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Wording;

namespace Nec.Worker.Tests.Demo;

/// <summary>A quarter with two weeks without any outside system, played once for all its tests, with what was decided in it.</summary>
public sealed class DarkQuarter : IAsyncLifetime
{
    /// <summary>The tests that share it.</summary>
    public const string Tests = "dark quarter";

    /// <summary>The days of the quarter: every one on which what was not seen in the dark weeks could turn red.</summary>
    internal static readonly string[] Days = ["--from", "2019-08-02", "--to", "2019-10-31"];

    private static readonly string[] Dark = ["--outage-from", "2019-09-23", "--outage-to", "2019-10-06"];

    private readonly Scratch _scratch = new();

    internal (Answer Answer, IReadOnlyList<KeptLetter> Mail) Run { get; private set; } = (new(-1, "", ""), []);

    /// <summary>What was decided, a line each.</summary>
    internal IReadOnlyList<string> Decisions { get; private set; } = [];

    public async ValueTask InitializeAsync() => (Run, Decisions) = await Play(AppContext.BaseDirectory, _scratch);

    /// <summary>Plays it with the program that stands in a folder.</summary>
    internal static async Task<((Answer Answer, IReadOnlyList<KeptLetter> Mail) Run, IReadOnlyList<string> Decisions)> Play(
        string program, Scratch scratch)
    {
        var file = Path.Combine(scratch.Folder, $"{Guid.NewGuid():N}.decisions");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { [DecisionLog.Variable] = file };
        var run = await DemoRun.PlayFrom(program, scratch, settings, [.. Days, .. Dark]);
        Assert.True(run.Answer.Code == 0 && File.Exists(file), run.Answer.Error);
        return (run, await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Plays the quarter for the tests that share it.</summary>
[CollectionDefinition(DarkQuarter.Tests)]
public sealed class DarkQuarterTests : ICollectionFixture<DarkQuarter>;
