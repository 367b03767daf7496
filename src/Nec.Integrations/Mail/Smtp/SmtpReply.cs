using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>One answer of the server: its three digits and its lines.</summary>
internal sealed partial record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>The server closes the conversation.</summary>
    public const int ClosingDown = 421;

    /// <summary>Done.</summary>
    public bool IsGood => Code is >= 200 and < 300;

    /// <summary>Refused for good.</summary>
    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>The answer for people: without addresses, since reasons are kept longer than mail.</summary>
    public string Describe()
    {
        var text = Address().Replace(string.Join(' ', Lines), "(address)");
        var clean = string.Concat(text.Where(letter => !char.IsControl(letter)));

        return string.Create(CultureInfo.InvariantCulture, $"{Code} {(clean.Length > 200 ? clean[..200] : clean)}").TrimEnd();
    }

    [GeneratedRegex(@"<[^>]*>|\S+@\S+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}

/// <summary>The server refused: 4xx for now, 5xx for good.</summary>
internal sealed class SmtpRefusedException(string what, SmtpReply reply) : Exception($"the mail server {what}: {reply.Describe()}")
{
    /// <summary>What it answered.</summary>
    public SmtpReply Reply { get; } = reply;
}

/// <summary>The conversation could not be begun, or broke: not this mail's fault, so another try may fare better once somebody has looked.</summary>
internal sealed class SmtpTroubleException(string sentence) : IOException(sentence);
