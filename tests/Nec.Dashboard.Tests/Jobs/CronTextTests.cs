using Nec.Dashboard.Jobs;

namespace Nec.Dashboard.Tests.Jobs;

public sealed class CronTextTests
{
    [Theory]
    [InlineData("0 30 2 * * ?", "every day at 02:30, London time")]
    [InlineData("0 0 8,14 ? * *", "every day at 08:00 and 14:00, London time")]
    [InlineData("0 * * * * ?", "every minute")]
    [InlineData("0 0/5 * * * ?", "every 5 minutes")]
    [InlineData("0 */15 * ? * *", "every 15 minutes")]
    [InlineData("0 20 * * * ?", "every hour at 20 minutes past")]
    [InlineData("0 0 4 ? * SUN", "every Sunday at 04:00, London time")]
    [InlineData("0 0 4 ? * 2,4", "every Monday and Wednesday at 04:00, London time")]
    [InlineData("0 45 7 ? * MON-FRI", "Monday to Friday at 07:45, London time")]
    [InlineData("0 0 5 1 * ?", "on day 1 of every month at 05:00, London time")]
    [InlineData("0 0 5 L * ?", "on the last day of every month at 05:00, London time")]
    [InlineData("0 0/7 * * * ?", "0 0/7 * * * ?, London time")] // not a rhythm: an hour has no seven equal parts
    [InlineData("0 * 4 * * ?", "0 * 4 * * ?, London time")] // every minute of one hour
    [InlineData("30 0 4 * * ?", "30 0 4 * * ?, London time")]
    [InlineData("0 0 4 * JAN ?", "0 0 4 * JAN ?, London time")]
    [InlineData("0 0 4 ? * SUN#2", "0 0 4 ? * SUN#2, London time")]
    public void A_schedule_reads_as_words_or_stays_as_it_is_written(string cron, string expected) =>
        Assert.Equal(expected, CronText.Of(cron));
}
