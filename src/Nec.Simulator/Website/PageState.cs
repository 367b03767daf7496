namespace Nec.Simulator;

/// <summary>How far a town's page has come by an instant: which wording, issued when, with or without "You said, we did".</summary>
internal sealed record PageState(Town Town, DateOnly Today, int PrioritiesRevision, DateOnly IssuedOn, int? YouSaidWeDidRevision)
{
    private static readonly DateOnly FirstIssuedOn = new(2019, 6, 4);

    public static PageState Of(Town town, DateTimeOffset now)
    {
        var done = Edits.All.Where(edit => edit.Town == town.Slug && edit.At <= now).ToList();
        var said = done.Where(edit => edit.Kind is EditKind.YouSaidWeDid or EditKind.YouSaidWeDidDropped).MaxBy(edit => edit.At);
        return new(
            town,
            London.DayOf(now),
            done.Count(edit => edit.Kind == EditKind.Priorities),
            done.Where(edit => edit.Kind is EditKind.Priorities or EditKind.IssuedDateOnly).MaxBy(edit => edit.At)?.Day ?? FirstIssuedOn,
            said?.Kind == EditKind.YouSaidWeDidDropped ? null : done.Count(edit => edit.Kind == EditKind.YouSaidWeDid));
    }
}
