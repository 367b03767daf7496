namespace Nec.Core.Deliveries;

/// <summary>What became of a mail, as the service that took it says.</summary>
public enum DeliveryStatus
{
    /// <summary>On its way; the service is asked again.</summary>
    Sending,

    /// <summary>In the mailbox.</summary>
    Delivered,

    /// <summary>Refused for good.</summary>
    PermanentFailure,

    /// <summary>Not taken for as long as the service tried; the address may be good.</summary>
    TemporaryFailure,

    /// <summary>Not sent, for a fault between the service and the mail system.</summary>
    TechnicalFailure,

    /// <summary>The service no longer knows, or never said.</summary>
    Unknown,
}

/// <summary>When a mail service is asked what became of a mail.</summary>
public static class DeliveryAsking
{
    /// <summary>For so long the service remembers a mail: GOV.UK Notify's default.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Latest = TimeSpan.FromHours(6);

    /// <summary>
    /// When to ask next while the mail is on its way: as long from now as it has been gone, within 10 minutes and 6 hours; null when it
    /// would be
    /// forgotten by then.
    /// </summary>
    /// <param name="acceptedAt">When the service took the mail.</param>
    /// <param name="now">When it was asked last; <paramref name="acceptedAt"/> when it was not.</param>
    public static DateTimeOffset? NextAt(DateTimeOffset acceptedAt, DateTimeOffset now)
    {
        var next = now + TimeSpan.FromTicks(Math.Clamp((now - acceptedAt).Ticks, Soonest.Ticks, Latest.Ticks));
        return next < acceptedAt + Remembered ? next : null;
    }
}
