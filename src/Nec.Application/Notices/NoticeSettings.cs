using System.Net.Mail;

namespace Nec.Application.Notices;

/// <summary>What surrounds every mail of an installation, from the settings under <c>Mail</c>.</summary>
public sealed record NoticeSettings
{
    /// <summary>Our address, with or without a name.</summary>
    public required string From { get; init; }

    /// <summary>Where answers go when a team has no address of its own; null: to <see cref="From"/>.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The first line of every mail, such as OFFICIAL; none when null or empty.</summary>
    public string? Marking { get; init; }

    /// <summary>The administrator's address; <see cref="From"/> when none is set.</summary>
    public required string Admin { get; init; }

    /// <summary>The administrator's bare address, who may sign in; null when none is set.</summary>
    public string? AdminSignsInAs { get; init; }

    /// <summary>The dashboard's address, with no slash at its end; null when none is set: then notices hold no links.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>From the settings as they are written.</summary>
    public static NoticeSettings Of(string from, string? replyTo, string? marking, string? admin, string? publicAddress) => new()
    {
        From = from,
        ReplyTo = replyTo,
        Marking = marking,
        Admin = admin ?? from,
        AdminSignsInAs = MailAddress.TryCreate(admin, out var bare) ? bare.Address : null,
        PublicAddress = publicAddress?.TrimEnd('/'),
    };
}
