namespace Nec.Core.Calendar;

/// <summary>Which days are bank holidays, out of those that Nec carries and those that the official list holds or held.</summary>
public static class HeldBankHolidays
{
    /// <summary>The bundled days of a division and those listed, in order, less those withdrawn.</summary>
    public static IReadOnlyList<DateOnly> Of(Division division, IEnumerable<DateOnly> listed, IEnumerable<DateOnly> withdrawn) =>
        [.. BundledBankHolidays.Of(division).Concat(listed).Except(withdrawn).Order()];

    /// <summary>
    /// The days that a newly fetched list withdraws, in order: in the years of which it holds a day, and from today on, that list alone
    /// governs. Past days stay what they were, since the list forgets old ones now and then; so does every day of a year that it does not cover.
    /// </summary>
    /// <param name="held">The bank holidays until now.</param>
    /// <param name="list">The days of the list.</param>
    /// <param name="today">The London day on which the list was fetched; it counts as ahead.</param>
    public static IReadOnlyList<DateOnly> Withdrawn(IEnumerable<DateOnly> held, IReadOnlyCollection<DateOnly> list, DateOnly today)
    {
        var years = list.Select(day => day.Year).ToHashSet();
        return [.. held.Where(day => day >= today && years.Contains(day.Year)).Except(list).Order()];
    }
}
