using System.Globalization;
using Nec.Application.Jobs;
using Nec.Dashboard.Jobs;

namespace Nec.Dashboard.Tests.Jobs;

public sealed class MissedRunsTests : RunTests
{
    [Theory]
    [InlineData("", "08:00 08:10 08:20")]
    [InlineData("08:00", "08:10 08:20")]
    [InlineData("08:09", "08:10 08:20")] // late, and before the next
    [InlineData("07:59 08:10", "08:00 08:20")]
    [InlineData("08:00 08:01 08:10 08:25", "")]
    public void A_scheduled_time_is_missed_when_nothing_started_until_the_next(string starts, string expected)
    {
        var missed = MissedRuns.Of(Schedule.Parse("0 0/10 * * * ?")!, [.. starts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(At)], At("08:00"), At("08:29")); // it is a schedule
        Assert.Equal(expected, string.Join(' ', missed.Select(at => at.ToString("HH:mm", CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task They_are_listed_for_the_last_24_hours_the_last_first()
    {
        var page = await Page("/jobs/SendMail");
        Assert.Matches("(?s)Missed runs</h2>.*no worker was up, or the job was paused.*<li>10 February 2026 at 08:50 GMT</li>.*The last 10 of 144 are shown.", page);
        await Add("a", Run("CheckPages", new(2026, 2, 10, 3, 30, 0, TimeSpan.Zero)));
        Assert.DoesNotContain("Missed runs", await Page("/jobs/CheckPages"), StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string time) => new(DateOnly.Parse("2026-02-10", CultureInfo.InvariantCulture), TimeOnly.Parse(time, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
