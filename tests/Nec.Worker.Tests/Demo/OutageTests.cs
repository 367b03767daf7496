using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Demo;

/// <summary>Two weeks without any outside system, over a quarter's end: what cannot be seen turns nobody red.</summary>
[Collection(DarkQuarter.Tests)]
public sealed class OutageTests(DarkQuarter quarter)
{
    [Fact]
    public async Task Two_dark_weeks_turn_no_promise_red_and_tell_the_admin_alone()
    {
        using var scratch = new Scratch();
        var bright = await DemoRun.Play(scratch, DarkQuarter.Days);
        var dark = quarter.Run;

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
