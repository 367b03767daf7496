using System.Globalization;
using Nec.Core.Year;

namespace Nec.Core.Tests.Year;

public sealed class KeptYearsTests
{
    private const int Years = 3;

    [Theory]
    [InlineData("2019-08-02", null, "2020-01-01", "2016-05-02")] // the year began on 2 August 2019; three before it, and three months
    [InlineData("2019-08-02", null, "2035-01-01", "2019-05-02")] // a version that is still in force keeps all of its facts, however old
    [InlineData("2019-08-02", "2020-08-01", "2035-01-01", "2019-05-02")] // it has ended, and is still what the team is judged by
    [InlineData("2025-08-02", "2026-08-01", "2026-08-01", "2022-05-02")] // the last day of a year
    [InlineData("2025-08-02", "2026-08-01", "2026-08-02", "2023-05-02")] // and the day after it
    [InlineData("2027-01-01", null, "2026-11-21", "2022-10-01")] // it begins only next year
    public void The_running_contract_year_stays_and_three_before_it(string from, string? to, string today, string first) =>
        Assert.Equal(Day(first), First([Version(from, to)], today));

    [Theory]
    [InlineData("2026-08-01", "2021-05-02")] // the version of 2021 ended within the years from 2 August 2022 on: all of its facts stay
    [InlineData("2027-08-02", "2024-05-02")] // it ended before 2 August 2024: the next one's begin with the years
    public void A_version_that_was_in_force_in_a_kept_year_keeps_all_of_its_facts(string today, string first) =>
        Assert.Equal(Day(first), First([Version("2023-08-02", null), Version("2021-08-02", "2023-08-01"), Version("2018-08-02", "2021-08-01"), Version("2024-08-02", null)], today));

    [Fact]
    public void A_version_without_an_end_ends_where_the_next_begins() =>
        Assert.Equal(Day("2022-05-02"), First([Version("2010-08-02", null), Version("2011-08-02", "2040-01-01"), Version("2022-08-02", null)], "2026-01-01"));

    [Fact]
    public void A_team_without_a_contract_has_years_that_count_back_from_today() =>
        Assert.Equal(Day("2022-08-21"), KeptYears.First([], [], Years, Day("2026-11-21")));

    [Theory]
    [InlineData("2019-08-02", null, "2019-05-02")] // no end was set: for all that this worker knows it is judged still
    [InlineData("2025-08-02", null, "2022-08-21")]
    [InlineData("2019-08-02", "2022-11-21", "2019-05-02")] // its last day is the first of the years that count back from today
    [InlineData("2019-08-02", "2022-11-20", "2022-08-21")] // it ended the day before: it goes with its file
    public void A_team_without_a_file_here_keeps_every_version_on_record_that_has_not_ended_before_its_years(string from, string? to, string first) =>
        Assert.Equal(Day(first), KeptYears.First([], [Version(from, to)], Years, Day("2026-11-21")));

    [Fact]
    public void On_record_too_a_version_without_an_end_ends_where_the_next_begins() =>
        Assert.Equal(Day("2022-08-21"), KeptYears.First([], [Version("2024-01-01", null), Version("2010-01-01", null), Version("2020-01-01", "2021-01-01")], Years, Day("2026-11-21")));

    [Theory]
    [InlineData("2018-08-02", "2024-08-01", "2018-05-02")] // on record alone, and in force in a kept year
    [InlineData("2018-08-02", "2022-08-01", "2022-05-02")] // ended the day before them
    [InlineData("2025-12-01", null, "2022-05-02")] // its year would begin four months later
    public void Of_what_is_loaded_and_what_is_on_record_the_earlier_day_counts(string from, string? to, string first) =>
        Assert.Equal(Day(first), KeptYears.First([Version("2024-08-02", null)], [Version("2024-08-02", null), Version(from, to)], Years, Day("2026-01-01")));

    [Fact]
    public void What_is_loaded_and_still_judged_is_kept_whatever_is_on_record() =>
        Assert.Equal(Day("2023-10-01"), KeptYears.First([Version("2024-01-01", null)], [Version("2024-01-01", null), Version("2025-01-01", null)], Years, Day("2035-06-01")));

    // As a worker that has just started: what it loaded is on record.
    private static DateOnly First(InForce[] versions, string today) => KeptYears.First(versions, versions, Years, Day(today));

    private static InForce Version(string from, string? to) => new(Day(from), to is null ? null : Day(to));

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
