using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Core.Deliveries;

/// <summary>A status code of RFC 3463, such as <c>5.1.1</c>.</summary>
/// <param name="Class">2 delivered, 4 not yet, 5 never.</param>
/// <param name="Subject">What it is about, 0 to 999: 1 the address, 2 the mailbox, 4 the way there, 7 policy.</param>
/// <param name="Detail">0 to 999.</param>
public sealed partial record MailStatus(int Class, int Subject, int Detail)
{
    /// <summary>The mailbox is full.</summary>
    public static MailStatus MailboxFull { get; } = new(5, 2, 2);

    /// <summary>What it says, in words that end a sentence.</summary>
    public string Words => (Subject, Detail) switch
    {
        (1, 1) => "there is no such mailbox",
        (1, 2) => "there is no such domain",
        (1, 6) => "the mailbox has moved",
        (1, 10) => "the domain takes no mail",
        (1, _) => "the address is not accepted",
        (2, 1) => "the mailbox is switched off",
        (2, 2) => "the mailbox is full",
        (2, 3) => "the mail is too large for the mailbox",
        (2, _) => "the mailbox takes no mail",
        (3, _) => "the mail system there takes no mail",
        (4, _) => "no way to the mail system was found",
        (5, _) => "the mail systems did not understand each other",
        (6, _) => "the mail system there cannot read the mail",
        (7, _) => "the mail system there refuses our mail",
        _ => "the mail system gave no reason",
    };

    /// <summary>Reads the beginning of a <c>Status</c> field; what follows is a remark. Null when it holds no status code.</summary>
    public static MailStatus? Of(string? field) =>
        Code().Match(field ?? "") is { Success: true } found
            ? new(Number(found, "class"), Number(found, "subject"), Number(found, "detail"))
            : null;

    /// <summary><c>5.1.1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Class}.{Subject}.{Detail}");

    private static int Number(Match found, string part) => int.Parse(found.Groups[part].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?<class>[245])\.(?<subject>[0-9]{1,3})\.(?<detail>[0-9]{1,3})(?![0-9.])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
