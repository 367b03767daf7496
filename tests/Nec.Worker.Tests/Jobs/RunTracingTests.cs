using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Every run has a trace id that outlives it, and where spans are taken it is theirs.</summary>
[Collection(Spans)]
public sealed class RunTracingTests
{
    /// <summary>Those who take spans, one after another: whoever listens, listens to all of the process.</summary>
    public const string Spans = "spans";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_runs_id_is_the_one_of_its_spans()
    {
        var spans = new ConcurrentDictionary<string, Activity>(StringComparer.Ordinal);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is JobRunner.SpanSource or "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span => spans.TryAdd(span.TraceId.ToHexString(), span),
        };
        ActivitySource.AddActivityListener(listener);
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var worker = await Started(place);
        var (run, other) = (await place.RunByEngine(worker, nameof(AssessCommitments)), await place.RunByEngine(worker, nameof(AssessCommitments)));

        var span = spans[run.TraceId!]; // every run of the engine has one
        Assert.Equal((JobRunner.SpanSource, nameof(AssessCommitments), null), (span.Source.Name, span.DisplayName, span.Parent));
        Assert.Equal(run.RunId.ToString(CultureInfo.InvariantCulture), span.GetTagItem("job.run")?.ToString());
        Assert.Equal((1, "succeeded"), (span.GetTagItem("job.attempt"), span.GetTagItem("job.outcome")));
        Assert.NotEqual(run.TraceId, other.TraceId);
    }

    [Fact]
    public async Task Two_runs_without_anybody_who_takes_spans_have_two_ids()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var worker = await Started(place);
        var (one, other) = (await place.RunByEngine(worker, nameof(AssessCommitments)), await place.RunByEngine(worker, nameof(AssessCommitments)));
        Assert.Matches("^(?!0{32})[0-9a-f]{32}$", one.TraceId);
        Assert.NotEqual(one.TraceId, other.TraceId);
    }

    private static async Task<WebApplication> Started(Workplace place)
    {
        place.SwitchOffAllBut();
        var worker = await place.Host(runsJobs: true);
        await worker.StartAsync(Token);
        return worker;
    }
}
