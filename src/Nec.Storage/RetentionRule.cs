namespace Nec.Storage;

/// <summary>One kind of what is kept for a time, and how it goes.</summary>
/// <param name="Kind">Its name, as in the counts.</param>
/// <param name="Title">The same for people.</param>
/// <param name="KeptFor">For how long, in words.</param>
/// <param name="FirstKept">The first day of what is kept, on a day; null: each team's own, by its contract's years.</param>
/// <param name="Sql">Removes <c>@Most</c> of those before <c>@firstKept</c>, or before its first instant <c>@At</c>; of <c>@team</c> where days are a team's own.</param>
public sealed record RetentionRule(string Kind, string Title, Func<RetentionOptions, string> KeptFor, Func<RetentionOptions, DateOnly, DateOnly>? FirstKept, string Sql);
