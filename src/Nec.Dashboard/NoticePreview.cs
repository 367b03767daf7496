using Nec.Core.Reminders;
using Nec.Storage;

namespace Nec.Dashboard;

/// <summary>A notice that would be written, and the steps that it would tell; its links are shown without their tokens.</summary>
public sealed record DraftedNotice(QueuedNotice Notice, IReadOnlyCollection<SentReminder> Tells);

/// <summary>Drafts the notices of today or a later day, if nothing more is recorded until then; the host says how, by the code that will write them.</summary>
public sealed class NoticePreview(Func<DateOnly, CancellationToken, Task<IReadOnlyList<DraftedNotice>>> drafts)
{
    /// <summary>Every day until then is drafted on the way.</summary>
    public Task<IReadOnlyList<DraftedNotice>> Of(DateOnly day, CancellationToken cancellationToken) => drafts(day, cancellationToken);
}
