using Nec.Worker.Jobs;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Cli;

/// <summary><c>nec jobs</c> on a database where a worker has run.</summary>
public sealed class JobsVerbTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_paused_with_its_name_alone_and_says_from_where_and_is_resumed()
    {
        await using var place = await Place();
        var paused = await Nec(place, "jobs", "pause", nameof(CheckPages));
        var list = await Nec(place, "jobs");
        var resumed = await Nec(place, "jobs", "resume", nameof(CheckPages));

        Assert.Equal((0, "", "CheckPages is paused until it is resumed."), (paused.Code, paused.Error, paused.Out.Trim()));
        Assert.Contains("paused    paused from the command line", list.Out, StringComparison.Ordinal);
        Assert.Contains("schedule  not set up: Mail:Inbox:Host", list.Out, StringComparison.Ordinal);
        Assert.Contains("schedule  when CheckPages shares out a long list", list.Out, StringComparison.Ordinal);
        Assert.Equal((0, "CheckPages is resumed."), (resumed.Code, resumed.Out.Trim()));
        Assert.Equal(
            $"pause-job nec jobs pause ({Environment.UserName}) paused from the command line, resume-job nec jobs resume ({Environment.UserName})",
            await place.Ask<string>("select string_agg(concat_ws(' ', action, who, reason), ', ' order by audit_id) from nec.audit where target = 'CheckPages'"));
    }

    [Fact]
    public async Task A_reason_that_is_given_stands_and_an_empty_one_is_wrong_usage()
    {
        await using var place = await Place();
        var empty = await Nec(place, "jobs", "pause", nameof(CheckPages), "--reason", " ");
        var given = await Nec(place, "jobs", "pause", nameof(CheckPages), "--reason", "the site moves", "--until", "2099-01-01");

        Assert.Equal(2, empty.Code);
        Assert.Contains("--reason must say why", Assert.Single(empty.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, given.Code);
        Assert.StartsWith("CheckPages is paused until 1 January 2099 00:00 (", given.Out, StringComparison.Ordinal);
        Assert.Equal("the site moves", await place.Ask<string>("select string_agg(reason, ', ') from nec.audit where action = 'pause-job'"));
    }

    private static async Task<Workplace> Place()
    {
        var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var worker = await place.Host(runsJobs: true);
        await worker.StartAsync(Token);
        await worker.StopAsync(Token);
        return place;
    }

    private static async Task<Answer> Nec(Workplace place, params string[] arguments) => (await NecProcess.Run(
        place.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value ?? "", StringComparer.Ordinal)
            .Append(KeyValuePair.Create("ConnectionStrings__Nec", place.Database.ConnectionString)).ToDictionary(StringComparer.Ordinal),
        Path.GetTempPath(), arguments)).Answer;
}
