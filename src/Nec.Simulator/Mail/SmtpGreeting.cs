namespace Nec.Simulator;

/// <summary>The answer to EHLO: what the server can do at this point of the conversation.</summary>
internal static class SmtpGreeting
{
    public static string Of(SmtpSinkOptions options, bool overTls)
    {
        List<string> lines = ["sink.example.org", "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", FormattableString.Invariant($"SIZE {options.MaximumSize}")];
        if (options.OfferUtf8)
        {
            lines.Add("SMTPUTF8");
        }

        if (options.OfferTls && !overTls)
        {
            lines.Add("STARTTLS");
        }

        if (options.User is not null && (overTls || !options.RequireTls))
        {
            lines.Add($"AUTH {options.SignInWays}");
        }

        return string.Join("\r\n", lines.Select((line, i) => (i == lines.Count - 1 ? "250 " : "250-") + line));
    }
}
