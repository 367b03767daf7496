using System.Globalization;
using Nec.Core.Calendar;
using Spectre.Console;

namespace Nec.Worker.Demo;

/// <summary>Shows how far the demo has got: a bar on a terminal, one plain line a month elsewhere.</summary>
internal sealed class DemoProgress(IAnsiConsole console, DateOnly from, DateOnly to)
{
    /// <summary>On stderr, since stdout belongs to the result.</summary>
    public static DemoProgress OnStandardError(DateOnly from, DateOnly to) => new(
        AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        }),
        from,
        to);

    /// <summary>Plays the days; <paramref name="play"/> reports each simulated day as it begins.</summary>
    public Task Show(Func<Action<DateOnly>, Task> play) =>
        console.Profile.Capabilities is { Ansi: true, Interactive: true } ? ShowBar(play) : ShowLines(play);

    // The date comes last: its width changes, and the bar must not move.
    private Task ShowBar(Func<Action<DateOnly>, Task> play) => console.Progress()
        .Columns(
            new ProgressBarColumn(),
            new PercentageColumn(),
            new RemainingTimeColumn(),
            new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(async progress =>
        {
            var days = progress.AddTask(Dates.Long(from), maxValue: to.DayNumber - from.DayNumber + 1);
            await play(day => (days.Description, days.Value) = (Dates.Long(day), day.DayNumber - from.DayNumber));
            (days.Description, days.Value) = (Dates.Long(to), days.MaxValue);
        });

    private Task ShowLines(Func<Action<DateOnly>, Task> play)
    {
        var (shown, months) = (0, MonthNumber(to));
        return play(day =>
        {
            if (MonthNumber(day) is var month && month > shown)
            {
                shown = month;
                var name = day.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
                console.Profile.Out.Writer.WriteLine($"Playing {name} (month {month} of {months})");
            }
        });
    }

    // The first month of the demo is 1.
    private int MonthNumber(DateOnly day) => ((day.Year - from.Year) * 12) + day.Month - from.Month + 1;
}
