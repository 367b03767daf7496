namespace Nec.Simulator;

/// <summary>How many people like each page on each London day: on pace in August and September 2019, behind in October and November, just there on 31 December.</summary>
internal static class Counts
{
    /// <summary>Totals: 7,462, 7,608, 7,745, 7,790, 7,905, 8,158, 8,204 (met at 8,200; five short of ten per cent), then a slow climb.</summary>
    private static readonly Anchor[] Anchors =
    [
        new(new(2019, 8, 2), 2610, 3044, 1808),
        new(new(2019, 8, 31), 2661, 3103, 1844),
        new(new(2019, 9, 30), 2709, 3159, 1877),
        new(new(2019, 10, 31), 2725, 3177, 1888),
        new(new(2019, 11, 30), 2765, 3224, 1916),
        new(new(2019, 12, 20), 2854, 3327, 1977),
        new(new(2019, 12, 31), 2870, 3346, 1988),
        new(new(2020, 3, 31), 2886, 3366, 2000),
        new(new(2020, 8, 1), 2915, 3398, 2017),
        new(new(2030, 8, 1), 3265, 3808, 2257),
    ];

    /// <summary>From this day the pages are of the new kind, whose likes are their followers.</summary>
    private static readonly DateOnly NewPagesFrom = new(2023, 1, 1);

    public static bool HasTransitioned(DateOnly day) => day >= NewPagesFrom;

    public static int Followers(SimulatedPage page, DateOnly day)
        => Curve(page, day) + (Curve(page, day) * 3 / 100) + Chance.Below(3, page.Id, "followers", day.DayNumber);

    public static int Likes(SimulatedPage page, DateOnly day)
        => HasTransitioned(day) ? Followers(page, day) : Curve(page, day) + Wobble(page, day);

    /// <summary>People come and go, but the published numbers (the anchors) are exact.</summary>
    private static int Wobble(SimulatedPage page, DateOnly day)
        => day <= Anchors[0].Day || Array.Exists(Anchors, anchor => anchor.Day == day) ? 0 : Chance.Below(3, page.Id, day.DayNumber) - 1;

    private static int Curve(SimulatedPage page, DateOnly day)
    {
        var next = Array.FindIndex(Anchors, anchor => anchor.Day > day);
        if (next <= 0)
        {
            return (next == 0 ? Anchors[0] : Anchors[^1]).Of(page);
        }

        var (from, to) = (Anchors[next - 1], Anchors[next]);
        var gone = day.DayNumber - from.Day.DayNumber;
        return from.Of(page) + ((to.Of(page) - from.Of(page)) * gone / (to.Day.DayNumber - from.Day.DayNumber));
    }

    private sealed record Anchor(DateOnly Day, int Bridport, int Dorchester, int Sherborne)
    {
        public int Of(SimulatedPage page) => page == SimulatedPage.Bridport ? Bridport : page == SimulatedPage.Dorchester ? Dorchester : Sherborne;
    }
}
