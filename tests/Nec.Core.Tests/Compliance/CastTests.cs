using Nec.Core.Compliance;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class CastTests
{
    private static readonly IReadOnlyList<DateOnly> Year = [.. Enumerable.Range(0, 380).Select(day => A.Day("2025-01-01").AddDays(day))];

    [Fact]
    public void North_keeps_every_promise_on_every_day_of_the_year() => Assert.All(Year, day => Assert.All(Assess(Cast.North, day), finding =>
    {
        Assert.False(finding.Status is Status.Overdue or Status.AtRisk or Status.Incomplete or Status.UnableToCheck, $"{day}: {finding.Obligation} {finding.Status}, {finding.Reason}");
        Assert.DoesNotContain(finding.Periods, period => period.Status is Status.Missed or Status.Overdue or Status.MetLate or Status.UnableToCheck);
    }));

    [Fact]
    public void South_misses_them_all_and_its_soft_ones_are_only_counted()
    {
        var findings = Assess(Cast.South, A.Day("2026-01-15")).ToDictionary(finding => finding.Obligation, StringComparer.Ordinal);

        Assert.Equal(Status.Overdue, findings["clerk-meeting/sherborne"].Status);
        Assert.Equal("2025-Q1 missed, 2025-Q2 missed, 2025-Q3 missed, 2025-Q4 missed", findings["newsletter"].PeriodText());
        Assert.Equal("2025-Q1 missed, 2025-Q2 missed, 2025-Q3 missed, 2025-Q4 missed", findings["section"].PeriodText());
        Assert.Equal(Status.Missed, findings["likes"].Status);
        Assert.Contains("0 of 51 periods", findings["contact"].Reason, StringComparison.Ordinal); // weeks 2 to 52 are wholly in force
    }

    [Fact]
    public void Quiets_silent_sources_never_turn_it_red_and_the_admin_is_told() => Assert.All(Year.Skip(3), day =>
    {
        var section = Assess(Cast.Quiet, day).Single(finding => finding.Obligation == "section");
        Assert.Equal(Status.UnableToCheck, section.Status);
        Assert.All(section.Periods, period => Assert.Equal(Status.UnableToCheck, period.Status));
        Assert.NotNull(section.AdminNote);
    });

    private static IReadOnlyList<Finding> Assess(Team team, DateOnly day) => Judged.All(team.Contract, team.Facts, A.WorkingDays, day);
}
