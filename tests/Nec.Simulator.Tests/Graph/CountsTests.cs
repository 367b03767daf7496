namespace Nec.Simulator.Tests.Graph;

public sealed class CountsTests : Simulated
{
    private static readonly DateOnly Baseline = new(2019, 8, 2);
    private static readonly DateOnly Deadline = new(2019, 12, 31);

    [Theory]
    [InlineData("2019-08-02", 7462)]
    [InlineData("2019-12-31", 8204)] // met at 8,200; 8,209 would be ten per cent
    public void The_published_totals_are_exact(string day, int total) => Assert.Equal(total, GraphApi.TotalLikesOn(Day(day)));

    [Fact]
    public void October_and_November_lie_below_the_straight_line()
    {
        for (var day = new DateOnly(2019, 10, 1); day <= new DateOnly(2019, 11, 30); day = day.AddDays(1))
        {
            Assert.True(GraphApi.TotalLikesOn(day) < Line(day), $"{day:O}");
        }

        Assert.True(Line(new(2019, 11, 30)) - GraphApi.TotalLikesOn(new(2019, 11, 30)) > 100);
        Assert.True(GraphApi.TotalLikesOn(new(2019, 12, 20)) > Line(new(2019, 12, 20))); // caught up
    }

    [Fact]
    public void The_target_is_reached_on_the_last_day_and_not_before()
    {
        for (var day = Baseline; day < Deadline; day = day.AddDays(1))
        {
            Assert.True(GraphApi.TotalLikesOn(day) < 8200, $"{day:O}");
        }
    }

    [Fact]
    public void A_page_wobbles_but_never_loses_more_than_a_few_in_a_day()
    {
        var losses = 0;
        for (var day = Baseline; day < new DateOnly(2020, 8, 2); day = day.AddDays(1))
        {
            foreach (var page in SimulatedPage.All)
            {
                var step = GraphApi.LikesOn(page, day.AddDays(1)) - GraphApi.LikesOn(page, day);
                Assert.InRange(step, -3, 12);
                losses += step < 0 ? 1 : 0;
            }
        }

        Assert.True(losses > 20); // believable: people leave, too
        Assert.True(GraphApi.TotalLikesOn(new(2020, 8, 1)) > 8300);
    }

    private static double Line(DateOnly day) => 7462 + ((8200 - 7462) * (day.DayNumber - Baseline.DayNumber) / 151.0);
}
