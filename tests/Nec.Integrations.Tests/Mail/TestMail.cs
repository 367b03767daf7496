using Nec.Integrations.Mail;

namespace Nec.Integrations.Tests.Mail;

internal static class TestMail
{
    public static OutgoingMail Plain { get; } = new(
        "inspector@example.org", "Pat Jones", "Nec <nec@example.org>", "team@example.org", "Two promises fall due this week", "Good morning.\n.\nThat is all.\n", "<p>Good morning.</p>",
        "north-2026-03-02@nec.example.org", new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated", ["X-Auto-Response-Suppress"] = "All" })
    {
        Date = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
    };
}
