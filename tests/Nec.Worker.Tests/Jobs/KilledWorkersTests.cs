using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Simulator;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Workers that are killed while they send: nothing is lost, and only the few messages in flight are repeated, as the same messages.</summary>
public sealed class KilledWorkersTests
{
    private const int Notices = 200;
    private const int Kills = 10;
    private const int KillsOfARun = 10;
    private const int SentBeforeAKill = 5;
    private const string Child = "killed";

    /// <summary>With two conversations: one with the server and one waiting for its mark in each, and what is being recorded.</summary>
    private const int MostInDoubt = 6;

    /// <summary>How long the server thinks over a message: longer than the rest of its way, so that a kill finds one there.</summary>
    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(20);

    /// <summary>Longer than any of this takes: the 250 that never comes.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Ten_killed_workers_lose_nothing_and_repeat_at_most_the_few_messages_in_flight()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.SwitchOffAllBut();
        var asking = await place.Host();
        await SendMailTests.QueueMany(asking, Notices);
        var settings = Settings(place);

        var (claimedAtKills, inDoubt) = (0, new HashSet<string>(StringComparer.Ordinal));
        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill % KillsOfARun == 0)
            {
                await Ask(asking); // the run before, which so many workers died of, is given up
            }

            await SendAndDie(place, settings, beforeTheAnswer: kill % 2 == 0);
            var claimed = await MessageIds(place, "where state = 'sending'");
            claimedAtKills += claimed.Count;
            inDoubt.UnionWith(claimed);
            await LetTimePass(place);
        }

        Assert.InRange(await place.Ask<int>("select count(*)::int from nec.notice where sent_at is null"), 1, Notices); // else the kills came too late to prove anything
        place.World.Mail.Recover();
        await Ask(asking);
        await using (var last = ChildWorker.Start(settings))
        {
            await last.Until(Sent(place, Notices));
            await last.Until(place.Until("select not exists (select from nec.run where ended_at is null)"));
        }

        var copies = place.World.Mail.Messages.GroupBy(mail => mail.MessageId, StringComparer.Ordinal).ToList();
        var repeats = place.World.Mail.Count - copies.Count;
        Assert.Equal(await MessageIds(place, ""), copies.Select(copy => copy.Key!).Order(StringComparer.Ordinal));
        Assert.InRange(repeats, Kills / 2, Kills * MostInDoubt); // every second kill came between the server's taking and our hearing of it
        Assert.Subset(inDoubt, copies.Where(copy => copy.Count() > 1).Select(copy => copy.Key!).ToHashSet(StringComparer.Ordinal));
        Assert.All(copies, copy => Assert.InRange(copy.Count(), 1, 1 + Kills));
        Assert.All(copies, copy => Assert.Single(copy.DistinctBy(mail => mail.Raw, StringComparer.Ordinal)));
        Assert.Equal(Notices, await place.Ask<int>("select count(*)::int from nec.notice where state = 'sent'")); // so none is parked
        Assert.Equal(Notices + claimedAtKills, await place.Ask<int>("select sum(attempts)::int from nec.notice"));
        Assert.Equal(
            $"{Kills / KillsOfARun} failed, {Kills} lost, 1 succeeded",
            await place.Ask<string>("select string_agg(count || ' ' || outcome, ', ' order by outcome) from (select outcome, count(*) from nec.run group by outcome) ended"));
    }

    /// <summary>A worker sends some and is killed: either while the server has the next and has not answered for it, or wherever it is when it has marked so many.</summary>
    private static async Task SendAndDie(Workplace place, Dictionary<string, string?> settings, bool beforeTheAnswer)
    {
        var (sink, sent) = (place.World.Mail, await place.Ask<int>("select count(*)::int from nec.notice where state = 'sent'"));
        sink.Recover();
        sink.Fail(SmtpFault.Slow(Slowly), beforeTheAnswer ? SentBeforeAKill : Notices);
        if (beforeTheAnswer)
        {
            sink.Fail(SmtpFault.Slow(Never));
            sink.Fail(SmtpFault.Slow(Slowly), Notices);
        }

        await using var worker = ChildWorker.Start(settings);
        await worker.Until(beforeTheAnswer ? Arrived(sink, sink.Count + SentBeforeAKill + 1) : Sent(place, sent + SentBeforeAKill));
        await worker.Kill();
        await Until(place, $"select count(*)::int from pg_stat_activity where datname = current_database() and application_name in ('{Child}', 'nec run')", left => left == 0); // its last statement may still have been on the way
    }

    private static async Task Arrived(SmtpSink sink, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await sink.WaitFor(count, patience.Token);
    }

    private static Task Sent(Workplace place, int count) => Until(place, "select count(*)::int from nec.notice where state = 'sent'", sent => sent >= count);

    private static Task Until(Workplace place, string sql, Func<int, bool> isSo) => Poll.Until(async () => isSo(await place.Ask<int>(sql)));

    // The claim of the dead is moved back: else the message in flight stays claimed until its lease ends. The run itself is taken up at once by the next worker.
    private static async Task LetTimePass(Workplace place)
    {
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            """
            update nec.notice
            set claimed_at = claimed_at - @Passed
            where sent_at is null
            """,
            new { Passed = NoticeClaims.Lease + TimeSpan.FromMinutes(1) });
    }

    private static Task Ask(WebApplication asking) => asking.Services.GetRequiredService<JobQueue>()(new(nameof(SendMail)), TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> MessageIds(Workplace place, string where)
    {
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. (await connection.QueryAsync<string>($"select message_id from nec.notice {where}")).Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, string?> Settings(Workplace place) => new(place.Settings, StringComparer.Ordinal)
    {
        ["ConnectionStrings:Nec"] = $"{place.Database.ConnectionString};Application Name={Child}",
        ["Host:Roles"] = "jobs",
    };
}
