using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Assessment;
using Nec.Core.Compliance;
using Nec.Core.Year;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Hosting;

/// <summary>Assessing goes over the teams in portions; nothing of that shows.</summary>
public sealed class AssessAllTests
{
    [Fact]
    public async Task More_teams_than_are_judged_at_once_are_all_judged_and_counted()
    {
        const int Teams = 101;
        using var scratch = new Scratch();
        await using var place = await Workplace.Open("2019-09-16T06:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        for (var team = 1; team <= Teams; team++)
        {
            scratch.Write($"team-{team}.yaml", TeamFile.Team($"team-{team}", "2019-01-01", $"  - {{ {TeamFile.Line("walk")}, every: 6 months }}"));
        }

        place.Settings["Contracts:Folder"] = scratch.Folder;
        var app = await place.Host();

        var first = await Workplace.Run<AssessCommitments>(app);
        var second = await Workplace.Run<AssessCommitments>(app);

        Assert.Equal((Teams, Teams, Teams), (first.Metric("judged"), first.Metric("changed"), first.Metric("overdue")));
        Assert.Equal((Teams, 0, Teams), (second.Metric("judged"), second.Metric("changed"), second.Metric("overdue")));
        Assert.Equal(Teams, await place.Ask<int>("select count(distinct team)::int from nec.finding"));
    }

    [Fact]
    public async Task A_source_that_is_switched_off_is_so_for_whoever_asks()
    {
        await using var place = await Workplace.Open("2026-01-05T06:00Z", TeamFile.Of("section", "each: quarter, evidence: { priorities: true }", from: "2026-01-01"));
        place.Settings["PoliceUk:Enabled"] = "false";
        var app = await place.Host();
        await Workplace.Run<AssessCommitments>(app);
        var inputs = app.Services.GetRequiredService<AssessmentInputs>();
        var day = new DateOnly(2026, 1, 5);
        var input = Assert.IsType<AssessmentInput>(await inputs.Of("north", day, TestContext.Current.CancellationToken));
        var pack = AnnualPack.Of(await inputs.AsKnownOn(input.Contract, day, TestContext.Current.CancellationToken), day);

        var reasons = new[]
        {
            await place.Ask<string>("select reason from nec.finding"),
            input.Assess(day).Single().Reason,
            pack.Standards.SelectMany(standard => standard.Promises).Single().Finding.Reason,
        };

        Assert.Contains("the source is not connected", Assert.Single(reasons.Distinct(StringComparer.Ordinal)), StringComparison.Ordinal);
    }
}
