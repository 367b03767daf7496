using Nec.Application.Assessment;
using Nec.Application.Jobs;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Storage;

namespace Nec.Application.Notices;

/// <summary>A notice as it would be put into the outbox, and the steps that it would tell. A preview's links have no tokens.</summary>
public sealed record DraftedNotice(QueuedNotice Notice, IReadOnlyCollection<SentReminder> Tells)
{
    /// <summary>Why it would be sent.</summary>
    public NoticeKind Kind { get; init; }

    /// <summary>How many lines it has.</summary>
    public int Lines { get; init; }
}

/// <summary>Drafts the notices of today or a later day, if nothing more is recorded until then.</summary>
public delegate Task<IReadOnlyList<DraftedNotice>> NoticePreview(DateOnly day, CancellationToken cancellationToken);

/// <summary>
/// Drafts the notices of a day. <c>WriteNotices</c>, <c>nec preview</c> and the preview page all ask it, so a preview equals what is
/// then sent.
/// </summary>
public sealed class NoticeDrafts(
    AssessAll assessAll, TeamSnapshots snapshots, JobHealth jobs, Outbox outbox, Keys keys, NoticeSettings settings, LondonClock clock)
{
    /// <summary>A preview shows where a link would stand, never one that works.</summary>
    private const string HiddenToken = "…";

    /// <summary>How far back notices are compared: longer than the run of unchanged digests that may go.</summary>
    private const int EarlierDays = 120;

    /// <summary>The drafts of today, from the findings that stand on the board.</summary>
    public async Task<IReadOnlyList<DraftedNotice>> Of(
        IAsyncEnumerable<AssessedTeam> teams, DateOnly day, CancellationToken cancellationToken)
    {
        var standing = await snapshots.Of(teams, day, cancellationToken);
        var earlier = await outbox.ScheduledSince(day.AddDays(-EarlierDays), cancellationToken);
        var secrets = new Secrets(await keys.MessageIds(clock.Now, cancellationToken), await keys.LinkSigning(clock.Now, cancellationToken));
        return Write(standing, await Jobs(cancellationToken), earlier, day, secrets);
    }

    /// <summary>
    /// The drafts of today or a day ahead, if nothing more is recorded until then: each day between is drafted too, since what is told
    /// on it is not told again. Keeps nothing.
    /// </summary>
    public async Task<IReadOnlyList<DraftedNotice>> Ahead(DateOnly day, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var told = new HashSet<SentReminder>();
        var states = await Jobs(cancellationToken);
        var secrets = new Secrets(await keys.MessageIds(clock.Now, cancellationToken), Links: null);
        var earlier = (await outbox.ScheduledSince(today.AddDays(-EarlierDays), cancellationToken)).ToList();
        for (var between = today; ; between = between.AddDays(1))
        {
            var standing = await snapshots.Of(assessAll.On(between, cancellationToken), between, cancellationToken);
            var untold = standing.Select(snapshot => snapshot with { Told = snapshot.Told.Union(told).ToHashSet() }).ToList();
            var drafts = Write(untold, states, earlier, between, secrets);
            if (between >= day)
            {
                return drafts;
            }

            told.UnionWith(drafts.SelectMany(draft => draft.Tells));
            earlier.AddRange(drafts.Where(draft => draft.Kind is NoticeKind.Digest or NoticeKind.Urgent)
                .Select(draft => new EarlierNotice(
                    draft.Notice.RecipientAddress,
                    between,
                    draft.Notice.Fingerprint,
                    draft.Kind == NoticeKind.Digest)));
        }
    }

    private async Task<IReadOnlyList<JobState>> Jobs(CancellationToken cancellationToken) =>
    [
        .. from job in await jobs.All(cancellationToken)
           where job.Job.Cron is not null
           select new JobState(job.Job.Job, job.FailingSince is { } since ? LondonTime.DateOf(since) : null)
           {
               Address = settings.PublicAddress is { } address ? $"{address}/jobs/{job.Job.Job}" : null,
           },
    ];

    private IReadOnlyList<DraftedNotice> Write(
        IReadOnlyList<TeamSnapshot> standing,
        IReadOnlyList<JobState> states,
        IReadOnlyList<EarlierNotice> earlier,
        DateOnly day,
        Secrets secrets)
    {
        var contracts = standing.ToDictionary(snapshot => snapshot.Contract.Id, snapshot => snapshot.Contract, StringComparer.Ordinal);
        var admin = new Recipient("Administrator", settings.Admin);
        IEnumerable<Notice> notices =
        [
            .. NoticeWriter.WithHandovers(NoticeWriter.Write(standing, earlier, admin, day), HandoverWriter.Write(standing, admin, day)),
            .. AdminNoticeWriter.Write(standing, states, admin, day) is { } trouble ? [trouble] : Array.Empty<Notice>(),
        ];
        return [.. notices.Select(notice => Draft(notice, contracts, secrets))];
    }

    // A link answers one period of one promise; a number is reached, not recorded, and the administrator answers for no post.
    private static bool CanBeAnswered(NoticeLine line, Dictionary<string, Contract> contracts) =>
        line.Kind is LineKind.Overdue or LineKind.Due or LineKind.AtRisk or LineKind.Unclear && line.Target is null
        && line.Because.Kind is not (BecauseKind.Nobody or BecauseKind.Administrator or BecauseKind.Above)
        && contracts.GetValueOrDefault(line.Team) is { } contract
        && contract.Commitments.FirstOrDefault(commitment => commitment.Id == line.Commitment) is { } commitment
        && AnswerPeriod.Of(contract, commitment, line.Period, []) is not null;

    private DraftedNotice Draft(Notice notice, Dictionary<string, Contract> contracts, Secrets secrets)
    {
        var message = notice.ToMessage(new()
        {
            Marking = settings.Marking,
            ReplyTo = settings.ReplyTo,
            PublicAddress = settings.PublicAddress,
            RecordLink = (line, recipient) => CanBeAnswered(line, contracts) ? RecordLink(line, recipient) : null,
        });
        var kind = Kebab.Of((notice.Kind == NoticeKind.Quiet ? NoticeKind.Admin : notice.Kind).ToString());
        var queued = NoticeEnvelope.Queued(secrets.MessageIds, notice.Key, kind, notice.Recipient, notice.Day, message, settings.From) with
        {
            Fingerprint = notice.Fingerprint,
            Teams = notice.Kind is NoticeKind.Admin or NoticeKind.Quiet
                ? [.. contracts.Keys.Order(StringComparer.Ordinal)] // what an admin is told of, a failing job say, is no single team's
                : notice.Teams,
        };
        return new(queued, [.. notice.Lines.SelectMany(line => line.Tells).Distinct()]) { Kind = notice.Kind, Lines = notice.Lines.Count };

        string RecordLink(NoticeLine line, Recipient recipient)
        {
            var token = secrets.Links is not { } links ? HiddenToken : AnswerLink.Create(links, LineScope.Of(line, contracts[line.Team], recipient, notice.Day));
            return $"{settings.PublicAddress}/r/{token}";
        }
    }

    /// <param name="MessageIds">What Message-IDs are derived with: a preview shows the one that will be sent.</param>
    /// <param name="Links">What links are signed with; null in a preview, which shows none that works.</param>
    private sealed record Secrets(byte[] MessageIds, byte[]? Links);
}
