using System.Globalization;

namespace Nec.Simulator;

internal enum EditKind
{
    Priorities,
    IssuedDateOnly,
    YouSaidWeDid,
    YouSaidWeDidDropped,
}

/// <summary>One visit of an editor to one town's page.</summary>
internal sealed record Edit(string Town, DateTimeOffset At, EditKind Kind)
{
    public DateOnly Day => London.DayOf(At);
}

/// <summary>What the editors of the four pages do in the contract year, and when (London; 11:00 unless said).</summary>
internal static class Edits
{
    private static readonly TimeOnly Eleven = new(11, 0);

    public static IReadOnlyList<Edit> All { get; } =
    [
        // July to September 2019: everybody keeps both promises
        .. On("2019-09-10", EditKind.Priorities, "dorchester", "sherborne"),
        .. On("2019-09-12", EditKind.Priorities, "bridport", "lyme-regis"),
        .. On("2019-09-17", EditKind.YouSaidWeDid, "dorchester", "sherborne", "bridport", "lyme-regis"),

        // October to December 2019: Sherborne on the last afternoon
        .. On("2019-11-05", EditKind.YouSaidWeDid, "dorchester"),
        .. On("2019-11-06", EditKind.YouSaidWeDid, "bridport"),
        .. On("2019-12-03", EditKind.Priorities, "dorchester"),
        .. On("2019-12-04", EditKind.Priorities, "sherborne"),
        .. On("2019-12-05", EditKind.Priorities, "bridport", "lyme-regis"),
        .. On("2019-12-10", EditKind.YouSaidWeDid, "lyme-regis"),
        .. On("2019-12-31", new TimeOnly(16, 0), EditKind.YouSaidWeDid, "sherborne"),

        // January to March 2020: Lyme Regis only bumps a date; Bridport's section is lost for three weeks
        .. On("2020-01-21", EditKind.YouSaidWeDid, "dorchester", "sherborne"),
        .. On("2020-02-11", EditKind.Priorities, "dorchester"),
        .. On("2020-02-12", EditKind.Priorities, "sherborne"),
        .. On("2020-02-17", EditKind.YouSaidWeDidDropped, "bridport"),
        .. On("2020-03-09", EditKind.YouSaidWeDid, "bridport"),
        .. On("2020-03-10", EditKind.IssuedDateOnly, "lyme-regis"),
        .. On("2020-03-24", EditKind.YouSaidWeDid, "lyme-regis"),
        .. On("2020-03-30", EditKind.Priorities, "bridport"),

        // April to June 2020: Bridport's "You said, we did" comes three days late
        .. On("2020-04-15", EditKind.YouSaidWeDid, "dorchester"),
        .. On("2020-05-04", EditKind.Priorities, "dorchester"),
        .. On("2020-05-12", EditKind.Priorities, "sherborne"),
        .. On("2020-05-18", EditKind.Priorities, "lyme-regis"),
        .. On("2020-05-20", EditKind.Priorities, "bridport"),
        .. On("2020-06-24", EditKind.YouSaidWeDid, "sherborne"),
        .. On("2020-06-29", EditKind.YouSaidWeDid, "lyme-regis"),
        .. On("2020-07-03", EditKind.YouSaidWeDid, "bridport"),
    ];

    private static IEnumerable<Edit> On(string day, EditKind kind, params string[] towns) => On(day, Eleven, kind, towns);

    private static IEnumerable<Edit> On(string day, TimeOnly time, EditKind kind, params string[] towns)
        => towns.Select(town => new Edit(town, London.At(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), time), kind));
}
