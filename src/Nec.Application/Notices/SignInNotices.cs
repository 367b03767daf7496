using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Notices;
using Nec.Storage;

namespace Nec.Application.Notices;

/// <summary>Mails a link to sign in by.</summary>
/// <param name="address">The person's bare address.</param>
/// <param name="link">The whole link.</param>
/// <param name="minutes">How long it works.</param>
public delegate Task SignInMail(string address, string link, int minutes, CancellationToken cancellationToken);

/// <summary>Puts sign-in links into the outbox, as a kind of their own beside the one notice a day.</summary>
public sealed class SignInNotices(Outbox outbox, Keys keys, JobQueue queue, NoticeSettings settings, LondonClock clock)
{
    /// <summary>The kind of these notices in the outbox.</summary>
    public const string Kind = "sign-in";

    /// <summary>How long a mailed link works, in minutes from when it is asked for: it is not sent later.</summary>
    public const int LinkMinutes = 15;

    /// <summary>Queues a mail that holds a link, and asks for it to be sent at once.</summary>
    /// <inheritdoc cref="SignInMail"/>
    public async Task Queue(string address, string link, int minutes, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var key = $"sign-in|{Guid.NewGuid():N}"; // asked for twice, it goes twice
        var message = ServiceMessage.SignIn(settings.Marking, link, minutes);
        var secret = await keys.MessageIds(now, cancellationToken);
        var notice = NoticeEnvelope.Queued(secret, key, Kind, new(address, address), LondonTime.DateOf(now), message, settings.From);
        await outbox.Queue(notice, [], now, cancellationToken);
        await queue(new("SendMail") { IsUrgent = true }, cancellationToken);
    }
}
