using System.Linq.Expressions;
using Microsoft.Extensions.Configuration;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Our calculation of scheduled times and Hangfire's are one.</summary>
public sealed class ScheduleTests
{
    private static readonly DateTimeOffset From = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every scheduled job.</summary>
    public static TheoryData<string, string> Declared { get; } = new(JobCatalogue.Read(new ConfigurationBuilder().Build(), From).All
        .Where(job => job.Declared.Cron is not null).Select(job => (job.Id, job.Declared.Cron!))); // not null: filtered

    [Theory]
    [MemberData(nameof(Declared))]
    public void Every_declared_job_has_the_times_that_Hangfire_calculates(string job, string cron)
    {
        var ours = Schedule.Parse(cron);
        Assert.NotNull(ours);
        var (hangfires, at, count) = (Hangfires(cron), From, 0);
        while (at < To)
        {
            var next = ours.Next(at);
            Assert.True(next == hangfires(at), $"{job}: after {at:O} we say {next:O}, Hangfire {hangfires(at):O}");
            at = next!.Value; // equal to Hangfire's, which never ends
            count++;
        }

        Assert.InRange(count, 12 * 12, int.MaxValue);
    }

    [Theory]
    [InlineData("0 0 8 ? * 2", "name days of the week")] // Monday to one, Tuesday to the other
    [InlineData("0 0 8 1 * MON", "keep to one of day of month and day of week")]
    [InlineData("0 8 * * ?", "six fields")]
    [InlineData("0 0 8 * * ? 2026", "six fields")]
    [InlineData("soon", "six fields")]
    public void A_time_that_could_be_read_in_two_ways_or_in_none_stops_the_start(string cron, string why)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Jobs:CheckPages:Cron", cron)]).Build();
        var failure = Assert.Throws<SettingException>(() => JobCatalogue.Read(settings, From));
        Assert.StartsWith("Jobs:CheckPages:Cron ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"'{cron}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 8 ? * MON-FRI")]
    [InlineData("0 0 4 1 * ?")]
    public void A_time_that_both_read_alike_is_taken(string cron) => Assert.Null(CronCheck.WhyNot(cron, From));

    [Theory]
    [InlineData("2026-04-02T12:00Z", "2026-04-07T07:00Z")] // Easter: Good Friday to Monday
    [InlineData("2026-08-28T12:00Z", "2026-09-01T07:00Z")] // the summer bank holiday is 31 August
    [InlineData("2026-12-24T12:00Z", "2026-12-29T08:00Z")] // Boxing Day is a Saturday, so Monday is its substitute
    [InlineData("2026-03-27T12:00Z", "2026-03-30T07:00Z")] // the clocks go forward on Sunday
    [InlineData("2026-10-23T12:00Z", "2026-10-26T08:00Z")] // and back
    [InlineData("2026-11-30T07:59Z", "2026-11-30T08:00Z")]
    public void A_job_of_working_days_is_scheduled_on_working_days_alone(string after, string next)
    {
        var schedule = Schedule.Parse("0 0 8 * * ?")!.OnWorkingDays(BundledBankHolidays.Of(Division.EnglandAndWales)); // a good one
        Assert.Equal(Workplace.At(next), schedule.Next(Workplace.At(after)));
        Assert.Equal(Workplace.At(next), schedule.Previous(Workplace.At(next).AddSeconds(1)));
    }

    [Fact]
    public void Only_the_notices_keep_to_working_days() =>
        Assert.Equal([nameof(WriteNotices)], JobCatalogue.Read(new ConfigurationBuilder().Build(), From).All.Where(job => job.Declared.WorkingDays).Select(job => job.Id));

    [Theory]
    [InlineData("ReadInbox", "Mail:Inbox:Host", "imap.example.org", "Mail:Inbox:Host")]
    [InlineData("CheckDeliveries", "Mail:Transport", "Notify", "Mail:Transport=Notify")]
    public void A_job_for_which_nothing_is_set_up_is_not_scheduled_and_says_what_is_missing(string job, string key, string value, string missing)
    {
        Assert.Equal((null, missing), Of(job));
        Assert.Equal((null, missing), Of(job, (key, "")));
        Assert.Equal((null, missing), Of(job, ($"Jobs:{job}:Cron", "0 0 9 * * ?")));
        Assert.Equal(("0 5/15 * * * ?", null), Of(job, (key, value)));
        Assert.Equal(("0 0 9 * * ?", null), Of(job, (key, value), ($"Jobs:{job}:Cron", "0 0 9 * * ?")));
        Assert.Equal((null, null), Of(job, (key, value), ($"Jobs:{job}:Cron", "-")));
    }

    [Fact]
    public void Another_way_of_sending_mail_tells_nothing_of_deliveries() =>
        Assert.Equal((null, "Mail:Transport=Notify"), Of("CheckDeliveries", ("Mail:Transport", "Smtp")));

    private static (string? Cron, string? Missing) Of(string job, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build();
        var declared = JobCatalogue.Read(configuration, From).Find(job);
        return (declared?.Cron, declared?.Missing);
    }

    // Hangfire carries a Cronos of its own, which nobody outside may name.
    private static Func<DateTimeOffset, DateTimeOffset?> Hangfires(string cron)
    {
        var assembly = typeof(Hangfire.BackgroundJob).Assembly;
        var type = assembly.GetType("Cronos.CronExpression", throwOnError: true)!; // thrown above
        var format = assembly.GetType("Cronos.CronFormat", throwOnError: true)!;
        var expression = type.GetMethod("Parse", [typeof(string), format])!.Invoke(null, [cron, Enum.Parse(format, "IncludeSeconds")]);
        var from = Expression.Parameter(typeof(DateTimeOffset));
        var next = Expression.Call(
            Expression.Constant(expression), type.GetMethod("GetNextOccurrence", [typeof(DateTimeOffset), typeof(TimeZoneInfo), typeof(bool)])!,
            from, Expression.Constant(LondonTime.Zone), Expression.Constant(false));
        return Expression.Lambda<Func<DateTimeOffset, DateTimeOffset?>>(next, from).Compile();
    }
}
