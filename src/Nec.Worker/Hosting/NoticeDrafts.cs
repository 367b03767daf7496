using System.Security.Cryptography;
using System.Text;
using Nec.Application.Jobs;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Dashboard;
using Nec.Integrations.Mail;
using Nec.Storage;

namespace Nec.Worker.Hosting;

/// <summary>A notice with the email that it becomes.</summary>
internal sealed record Draft(Notice Notice, Message Message, QueuedNotice Queued)
{
    /// <summary>The steps that it takes.</summary>
    public IReadOnlyCollection<SentReminder> Told { get; } =
        [.. Notice.Lines.SelectMany(line => line.Tells).Distinct()];
}

/// <summary>Drafts the notices of a day; <c>WriteNotices</c> and <c>nec preview</c> both ask it, so a preview equals what is then sent.</summary>
internal sealed class NoticeDrafts(Desks desks, JobHealth jobs, Outbox outbox, Keys keys, MailOptions mail, LondonClock clock)
{
    /// <summary>A preview shows where a link would stand, never one that works.</summary>
    private const string HiddenToken = "…";

    /// <summary>How far back notices are compared: longer than the run of unchanged digests that may go.</summary>
    private const int EarlierDays = 120;

    /// <summary>The drafts of a day that has come.</summary>
    public async Task<IReadOnlyList<Draft>> On(DateOnly day, CancellationToken cancellationToken) =>
        Write(await desks.On(day, cancellationToken), await Jobs(cancellationToken), await outbox.ScheduledSince(day.AddDays(-EarlierDays), cancellationToken), day, await keys.LinkSigning(clock.Now, cancellationToken));

    /// <summary>
    /// The drafts of a day ahead, if nothing more is recorded until then: each day between is drafted too, since what is told on it is not told again.
    /// </summary>
    public async Task<IReadOnlyList<Draft>> Ahead(DateOnly today, DateOnly day, CancellationToken cancellationToken)
    {
        var told = new HashSet<SentReminder>();
        var states = await Jobs(cancellationToken);
        var earlier = (await outbox.ScheduledSince(today.AddDays(-EarlierDays), cancellationToken)).ToList();
        for (var between = today; ; between = between.AddDays(1))
        {
            var standing = await desks.On(between, cancellationToken);
            var drafts = Write([.. standing.Select(desk => desk with { Told = desk.Told.Union(told).ToHashSet() })], states, earlier, between, key: null);
            if (between >= day)
            {
                return drafts;
            }

            told.UnionWith(drafts.SelectMany(draft => draft.Told));
            earlier.AddRange(drafts.Where(draft => draft.Notice.Kind is NoticeKind.Digest or NoticeKind.Urgent)
                .Select(draft => new EarlierNotice(draft.Notice.Recipient.Address, between, draft.Notice.Fingerprint, draft.Notice.Kind == NoticeKind.Digest)));
        }
    }

    /// <summary>The same for the dashboard: from today on.</summary>
    public async Task<IReadOnlyList<DraftedNotice>> Ahead(DateOnly day, CancellationToken cancellationToken) =>
        [.. (await Ahead(clock.Today, day, cancellationToken)).Select(draft => new DraftedNotice(draft.Queued, draft.Told))];

    private async Task<IReadOnlyList<JobState>> Jobs(CancellationToken cancellationToken) =>
                [
            .. (await jobs.All(cancellationToken)).Where(job => job.Job.Cron is not null).Select(job => new JobState(
                job.Job.Job,
                job.FailingSince is { } since ? LondonTime.DateOf(since) : null)
            {
                Address = mail.PublicAddress is { } address ? $"{address.TrimEnd('/')}/jobs/{job.Job.Job}" : null,
            }),
        ];

    private IReadOnlyList<Draft> Write(IReadOnlyList<Desk> standing, IReadOnlyList<JobState> states, IReadOnlyList<EarlierNotice> earlier, DateOnly day, byte[]? key)
    {
        var contracts = standing.ToDictionary(desk => desk.Contract.Id, desk => desk.Contract, StringComparer.Ordinal);
        var admin = new Recipient("Administrator", mail.Admin ?? mail.From);
        IEnumerable<Notice> notices =
        [
            .. NoticeWriter.WithHandovers(NoticeWriter.Write(standing, earlier, admin, day), HandoverWriter.Write(standing, admin, day)),
            .. AdminNoticeWriter.Write(standing, states, admin, day) is { } trouble ? [trouble] : Array.Empty<Notice>(),
        ];
        return [.. notices.Select(notice => Draft(notice, contracts, key))];
    }

    // A link answers one period of one promise; a number is reached, not recorded, and the administrator answers for no post.
    private static bool CanBeAnswered(NoticeLine line, Dictionary<string, Contract> contracts) =>
        line.Kind is LineKind.Overdue or LineKind.Due or LineKind.AtRisk or LineKind.Unclear && line.Target is null
        && line.Because.Kind is not (BecauseKind.Nobody or BecauseKind.Administrator or BecauseKind.Above)
        && contracts.GetValueOrDefault(line.Team) is { } contract
        && contract.Commitments.FirstOrDefault(commitment => commitment.Id == line.Commitment) is { } commitment
        && AnswerPeriod.Of(contract, commitment, line.Period, []) is not null;

    private Draft Draft(Notice notice, Dictionary<string, Contract> contracts, byte[]? key)
    {
        var address = mail.PublicAddress?.TrimEnd('/');
        var message = notice.ToMessage(new()
        {
            Marking = mail.Marking,
            ReplyTo = mail.ReplyTo,
            PublicAddress = address,
            RecordLink = (line, recipient) => CanBeAnswered(line, contracts) ? $"{address}/r/{(key is null ? HiddenToken : AnswerLink.Create(key, AnswerScope.Of(line, contracts[line.Team], recipient, notice.Day)))}" : null,
        });
        return new(notice, message, new()
        {
            Key = notice.Key,
            Kind = Kebab.Of((notice.Kind == NoticeKind.Quiet ? NoticeKind.Admin : notice.Kind).ToString()),
            RecipientAddress = notice.Recipient.Address,
            RecipientName = notice.Recipient.Name,
            Day = notice.Day,
            Subject = message.Subject,
            TextBody = message.Text,
            HtmlBody = message.Html,
            Headers = MailHeaders.Automatic,
            MessageId = MailHeaders.MessageId(notice.Key, mail.From),
            Fingerprint = notice.Fingerprint,
            Teams = notice.Kind is NoticeKind.Admin or NoticeKind.Quiet ? [.. contracts.Keys.Order(StringComparer.Ordinal)] : notice.Teams, // what an admin is told of, a failing job say, is no single team's
        });
    }
}

/// <summary>The headers that every notice of ours carries.</summary>
internal static class MailHeaders
{
    /// <summary>So that no robot answers (RFC 3834, and what Exchange honours).</summary>
    public static IReadOnlyDictionary<string, string> Automatic { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Auto-Submitted"] = "auto-generated",
        ["X-Auto-Response-Suppress"] = "All",
    };

    /// <summary>Derived from the notice's key, so that a retry carries the same one.</summary>
    public static string MessageId(string key, string from) =>
        $"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}@{from[(from.LastIndexOf('@') + 1)..].TrimEnd('>')}>";
}
