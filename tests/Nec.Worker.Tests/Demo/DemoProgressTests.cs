using Nec.Worker.Demo;
using Spectre.Console;

namespace Nec.Worker.Tests.Demo;

/// <summary>Somebody who waits for the demo sees where it is.</summary>
public sealed class DemoProgressTests
{
    private static readonly DateOnly From = new(2019, 11, 15);
    private static readonly DateOnly To = new(2020, 1, 10);

    [Fact]
    public async Task A_log_has_one_plain_line_a_month()
    {
        var shown = await Show(isTerminal: false, From, From.AddDays(1), new(2019, 12, 1), new(2019, 12, 31), new(2020, 1, 2), To);

        Assert.Equal("Playing November 2019 (month 1 of 3)\nPlaying December 2019 (month 2 of 3)\nPlaying January 2020 (month 3 of 3)\n", shown);
    }

    [Fact]
    public async Task A_demo_of_one_day_is_one_month()
    {
        using var output = new StringWriter { NewLine = "\n" };
        await new DemoProgress(Console(output, isTerminal: false), From, From).Show(Playing(From));

        Assert.Equal("Playing November 2019 (month 1 of 1)\n", output.ToString());
    }

    [Fact]
    public async Task A_terminal_has_a_bar_that_ends_full_on_the_last_day()
    {
        var shown = await Show(isTerminal: true, From, new(2019, 12, 13));

        Assert.EndsWith("10 January 2020", LastLine(shown), StringComparison.Ordinal);
        Assert.Contains("100%", LastLine(shown), StringComparison.Ordinal);
        Assert.DoesNotContain("Playing", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_the_demo_is_not_hidden()
    {
        using var output = new StringWriter();
        var progress = new DemoProgress(Console(output, isTerminal: true), From, To);

        await Assert.ThrowsAsync<InvalidOperationException>(() => progress.Show(_ => throw new InvalidOperationException("a run did not end")));
    }

    private static async Task<string> Show(bool isTerminal, params DateOnly[] days)
    {
        using var output = new StringWriter { NewLine = "\n" };
        await new DemoProgress(Console(output, isTerminal), From, To).Show(Playing(days));
        return output.ToString();
    }

    private static Func<Action<DateOnly>, Task> Playing(params DateOnly[] days) => onDay =>
    {
        Array.ForEach(days, onDay);
        return Task.CompletedTask;
    };

    private static IAnsiConsole Console(StringWriter output, bool isTerminal) => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
        Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
    });

    private static string LastLine(string shown) =>
        System.Text.RegularExpressions.Regex.Replace(shown, @"\e\[[?0-9;]*[A-Za-z]", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .Split('\n', '\r').Select(line => line.TrimEnd()).Last(line => line.Length > 0);
}
