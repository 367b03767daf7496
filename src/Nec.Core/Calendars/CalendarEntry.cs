namespace Nec.Core.Calendars;

/// <summary>One whole day of a calendar, with what falls on it. Its <paramref name="Uid"/> is the same each time that the same thing is written.</summary>
/// <param name="Sequence">Never falls from one wording of the entry to the next.</param>
/// <param name="StampedAt">When it came to stand as it does.</param>
public sealed record CalendarEntry(string Uid, DateOnly Day, string Title, string? Description, string? Url, int Sequence, DateTimeOffset StampedAt);
