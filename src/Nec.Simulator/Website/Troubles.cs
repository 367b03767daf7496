namespace Nec.Simulator;

/// <summary>The nights on which the website, by the script, is not itself (London time).</summary>
internal static class Troubles
{
    private static readonly (DateTimeOffset From, DateTimeOffset To) Outage =
        (London.At(new(2019, 11, 11), new(0, 0)), London.At(new(2019, 11, 15), new(12, 0)));

    private static readonly (DateTimeOffset From, DateTimeOffset To) Glitch =
        (London.At(new(2020, 1, 15), new(3, 0)), London.At(new(2020, 1, 15), new(5, 0)));

    private static readonly (DateTimeOffset From, DateTimeOffset To) Refusal =
        (London.At(new(2020, 4, 6), new(0, 0)), London.At(new(2020, 4, 9), new(0, 0)));

    public static bool IsDown(DateTimeOffset now) => Within(Outage, now);

    public static bool Refuses(Town town, DateTimeOffset now) => town.Slug == "dorchester" && Within(Refusal, now);

    public static bool LosesItsSections(Town town, DateTimeOffset now) => town.Slug == "sherborne" && Within(Glitch, now);

    private static bool Within((DateTimeOffset From, DateTimeOffset To) span, DateTimeOffset now) => now >= span.From && now < span.To;
}
