namespace Nec.Bench;

/// <summary>Findings for 100,000 obligations from facts in memory.</summary>
internal static class FindingsInMemory
{
    private const int Teams = 5_000;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    public static Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        var teams = Nation.Teams(Teams);
        TimeSpan Judge(int count) => Best.Of(
            () =>
            {
                foreach (var team in teams.Take(count))
                {
                    _ = Nation.Judge(team, Nation.Monday);
                }
            },
            cancellationToken);

        var (tenth, whole) = (Judge(Teams / 10), Judge(Teams));
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            new($"findings for {Teams * Nation.ObligationsPerTeam:#,0} obligations from {Teams * Nation.FactsPerTeam:#,0} facts in memory, on one thread", $"≤ {Most.TotalSeconds:0} s", $"{whole.TotalSeconds:0.00} s of processor time", "", whole <= Most),
            Tenfold.Row("the same, in proportion", tenth, whole, $"{Teams / 10:#,0} teams"),
        ]);
    }
}
