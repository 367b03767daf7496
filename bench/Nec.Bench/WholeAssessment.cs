using System.Globalization;

namespace Nec.Bench;

/// <summary>The whole assessment of a country and of a tenth of it, from facts in PostgreSQL to findings written, beside a loop that only reads the facts.</summary>
internal static class WholeAssessment
{
    private const int Teams = 5_000;
    private const double MostSeconds = 10;
    private const double MostMegabytes = 400;

    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        var (tenth, _, _) = await At(Teams / 10, cancellationToken);
        var (whole, restarted, facts) = await At(Teams, cancellationToken);
        return
        [
            new($"{Teams:#,0} teams, {whole.Findings:#,0} promises, {facts:#,0} facts: reading the facts in a bare loop", "", Words(whole.Bare), "", null),
            Row("the first judging ever, in a process just started", whole.First, whole.ChangedFirst, whole),
            Row("the next day, in the same process", whole.Next, whole.ChangedNext, whole),
            Row("the same day again", whole.Again, whole.ChangedAgain, whole),
            Row("a day after that, in a process just started", restarted.First, restarted.ChangedFirst, restarted),
            new("left on the managed heap after a full collection", "", Invariant($"{whole.HeapMegabytes:0} MB"), "", null),
            new($"loading {Teams:#,0} contracts and building the host", "", Words(whole.Start), "", null),
            Tenfold.Row("the next day, in proportion", TimeSpan.FromSeconds(tenth.Next.Seconds), TimeSpan.FromSeconds(whole.Next.Seconds), $"{Teams / 10:#,0} teams"),
            Tenfold.Row("the same day again, in proportion", TimeSpan.FromSeconds(tenth.Again.Seconds), TimeSpan.FromSeconds(whole.Again.Seconds), $"{Teams / 10:#,0} teams"),
        ];
    }

    private static async Task<(Assessing.Found First, Assessing.Found Restarted, long Facts)> At(int teams, CancellationToken cancellationToken)
    {
        await using var nation = await NationOnDisk.Create(teams, cancellationToken);
        var first = await Assess(days: 0);
        return (first, await Assess(days: 2), nation.Facts);

        Task<Assessing.Found> Assess(int days) =>
            Part.Run<Assessing.Found>(Assessing.Name, [nation.ConnectionString, nation.Contracts, days.ToString(CultureInfo.InvariantCulture)], cancellationToken);
    }

    private static Row Row(string what, Spent spent, int changed, Assessing.Found beside) => new(
        $"{what}: {changed:#,0} statuses changed",
        $"≤ {MostSeconds:0} s, ≤ {MostMegabytes:0} MB",
        Words(spent),
        Invariant($"{spent.Seconds / beside.Bare.Seconds:0.0}× the bare loop"),
        spent is { Seconds: <= MostSeconds, Megabytes: <= MostMegabytes });

    private static string Words(Spent spent) => Invariant($"{spent.Seconds:0.0} s ({spent.ProcessorSeconds:0.0} s of CPU here), {spent.Megabytes:0} MB at most");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
