using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Demo;

/// <summary>Two weeks without any outside system, over a quarter's end: what cannot be seen turns nobody red.</summary>
public sealed class OutageTests
{
    private const string From = "2019-08-02";
    private const string To = "2019-10-31"; // every day on which what was not seen in the dark weeks could turn red

    [Fact]
    public async Task Two_dark_weeks_turn_no_promise_red_and_tell_the_admin_alone()
    {
        using var scratch = new Scratch();
        var bright = await DemoRun.Play(scratch, "--from", From, "--to", To);
        var dark = await DemoRun.Play(scratch, "--from", From, "--to", To, "--outage-from", "2019-09-23", "--outage-to", "2019-10-06");

        Assert.Equal((0, 0), (bright.Answer.Code, dark.Answer.Code));
        Assert.True(Of(dark, "unable") > 100, "nothing was dark");
        foreach (var red in new[] { "missed", "overdue" })
        {
            Assert.True(Status(dark, red) <= Status(bright, red), $"{red}: {Status(dark, red)} in the dark, {Status(bright, red)} with light");
        }

        Assert.True(Of(bright, "changes") > 0, "no page was updated");
        Assert.Empty(Red(dark).Except(Red(bright)));
        Assert.Contains(dark.Mail, letter => letter.To == "admin@example.org" && (letter.Mail.Text ?? "").Contains("nights running", StringComparison.Ordinal));
        Assert.DoesNotContain(dark.Mail, letter => letter.To != "admin@example.org" && (letter.Mail.Text ?? "").Contains("nights running", StringComparison.Ordinal));
        Assert.Contains(dark.Mail, letter => letter.To == "admin@example.org" && (letter.Mail.Text ?? "").Contains("RIGHT AGAIN", StringComparison.Ordinal));
    }

    // What officers were told of as overdue or missed, on any day.
    private static IEnumerable<(string To, string Line)> Red((Answer Answer, IReadOnlyList<KeptLetter> Mail) run) =>
        from letter in run.Mail
        where letter.To != "admin@example.org"
        from item in string.Join(' ', (letter.Mail.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Split(" - ")
        where item.Contains(" It was due ", StringComparison.Ordinal)
        select (letter.To, item[..item.IndexOf(" It was due ", StringComparison.Ordinal)]);

    private static int Of((Answer Answer, IReadOnlyList<KeptLetter> Mail) run, string figure) => run.Answer.Json.GetProperty(figure).GetInt32();

    private static int Status((Answer Answer, IReadOnlyList<KeptLetter> Mail) run, string status) =>
        run.Answer.Json.GetProperty("obligations").TryGetProperty(status, out var count) ? count.GetInt32() : 0;
}
