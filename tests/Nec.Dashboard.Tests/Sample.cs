using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests;

/// <summary>What North and South have promised, done and been told, up to 10 February 2026; some of it hostile.</summary>
internal static class Sample
{
    public const string Hostile = "<script>alert('x')</script>";
    public const string Token = "CfDJ8abcdefghijklmnopqrstuvwxyz0123456789_-ABCDEF";

    private static readonly DateOnly Today = new(2026, 2, 10);

    private static Contract North { get; } = A.Contract with
    {
        Commitments =
        [
            A.Commitment,
            A.Rolling with { Title = "Meet the {place} clerk", Promise = "The inspector meets each clerk every six months.", Places = ["Sherborne", "Lyme Regis"] },
        ],
    };

    public static IReadOnlyList<Contract> Contracts { get; } = [North, A.Contract with { Id = "south", Title = "South" }];

    public static Finding Meeting { get; } = new()
    {
        Obligation = "clerk-meeting/lyme-regis",
        Status = Status.DueSoon,
        Reason = $"last held 31 August 2025 {Hostile}",
        DueOn = new(2026, 2, 28),
        LastOn = new(2025, 8, 31),
        Period = "2026-02-28",
        Periods = [new("2025-08-31", Status.MetLate) { Reason = "recorded late", EndsOn = new(2025, 8, 31) }, new("2026-02-28", Status.DueSoon) { EndsOn = new(2026, 2, 28) }],
        Steps = [new Step(ReminderStep.Due(28), new(2026, 1, 30), "inspector"), new Step(ReminderStep.Due(0), new(2026, 2, 27), "inspector")],
    };

    public static async Task Fill(DashboardHost host, CancellationToken cancellationToken)
    {
        var services = host.Services;
        await FillFacts(services, host.Time.Now, cancellationToken);
        await FillFindings(services, host.Time.Now, cancellationToken);
        await FillNotices(services, host.Time.Now, cancellationToken);
        await FillRuns(host, cancellationToken);
    }

    private static async Task FillFacts(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Occurrence held = new("clerk-meeting", "Lyme Regis", new(2025, 8, 31), Outcome.Held) { Note = "a private note", By = "Alex North" };
        await services.GetRequiredService<Facts>().Record(
            "north",
            [held, new Occurrence("clerk-meeting", "Sherborne", new(2025, 7, 1), Outcome.OfferedDeclined), new Occurrence("newsletter", null, new(2025, 6, 2), Outcome.ReportSent)],
            "alex", now, null, cancellationToken);
    }

    private static async Task FillFindings(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var turn = await services.GetRequiredService<Findings>().Begin(["north", "south"], cancellationToken);
        await turn.Save(
            [
                new("north",
                [
                    Meeting,
                    Meeting with { Obligation = "clerk-meeting/sherborne", Status = Status.OnTrack, Reason = "declined", Periods = [], Steps = [] },
                    new() { Obligation = "newsletter", Status = Status.Overdue, Reason = "nothing circulated in 2025-Q4", DueOn = new(2025, 12, 31) },
                ]),
                new("south", [new() { Obligation = "page", Status = Status.UnableToCheck, Reason = "the page answered 403" }]),
            ],
            Today,
            now,
            cancellationToken);
    }

    private static async Task FillNotices(IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outbox = services.GetRequiredService<Outbox>();
        var claims = services.GetRequiredService<NoticeClaims>();
        await outbox.Queue(Notice(1, "digest") with { Teams = ["north"] }, [SentReminder.Read("north", "clerk-meeting/lyme-regis", "2026-02-28", "due-28", "inspector")!], now, cancellationToken);
        var sent = await claims.Claim("w1", 1, now, cancellationToken);
        await claims.Sent([sent[0].NoticeId], now.AddMinutes(1), cancellationToken);
        await outbox.Queue(Notice(2, "urgent"), [], now, cancellationToken);
        var parked = await claims.Claim("w1", 1, now, cancellationToken);
        await claims.Park(parked[0], "550 no such user officer2@example.org", now, cancellationToken);
        await outbox.Queue(Notice(3, "digest"), [], now, cancellationToken);
        await outbox.Queue(Notice(4, "sign-in"), [], now, cancellationToken);
    }

    public static QueuedNotice Notice(int number, string kind) => new()
    {
        Key = $"officer{number}@example.org|2026-02-10",
        Kind = kind,
        RecipientAddress = $"officer{number}@example.org",
        RecipientName = $"Officer {number}",
        Day = Today,
        Subject = $"Meet the Lyme Regis clerk by 28 February ({number})",
        TextBody = $"Dear officer {number},\n{Hostile}\nSee it: https://nec.example.org/promises/north/neighbourhood-contacts-are-reviewed\nRecord it: https://nec.example.org/record/{Token}",
        HtmlBody = $"<p>Dear officer {number}</p><p><a href=\"https://nec.example.org/record/{Token}\">Record it</a></p>",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Auto-Response-Suppress"] = "All" },
        MessageId = $"<{number}@example.org>",
        Fingerprint = "f1",
    };

    private static async Task FillRuns(DashboardHost host, CancellationToken cancellationToken)
    {
        var now = host.Time.Now;
        var night = new DateTimeOffset(2026, 2, 9, 3, 30, 0, TimeSpan.Zero);
        var took = TimeSpan.FromSeconds(200);
        var failure = $"page 7 is broken {Hostile}";
        SampleRun first = new("CheckPages", night) { ScheduledFor = night, Took = took, EngineId = "11", Outcome = "retrying", Failure = failure, RetryAt = night.AddMinutes(5) };
        var summary = "59 of 60 pages seen, 3 changed, 1 unable: HTTP 403";
        SampleRun second = first with
        {
            StartedAt = night.AddMinutes(5),
            Attempt = 2,
            Outcome = "partly",
            Failure = null,
            RetryAt = null,
            Summary = summary,
            Figures = """{"seen":59,"changed":3,"unable":1}""",
            Targets = """[{"team":"north","target":"town","source":"web-pages","outcome":"unable","reason":"HTTP 403"},{"team":"south","target":"village","source":"web-pages","outcome":"ok"}]""",
        };
        SampleRun mail = new("SendMail", now.AddMinutes(-1)) { Took = took, Outcome = "failed", Failure = failure, EngineId = "12" };
        foreach (var run in (SampleRun[])[first, second, mail, mail with { StartedAt = now, EngineId = "13" }])
        {
            await run.Add(host, cancellationToken);
        }
    }
}
