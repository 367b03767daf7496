using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Core.Tests.Calendar;

public sealed class TypedDayTests
{
    [Theory]
    [InlineData("2026-10-05")]
    [InlineData("2026/10/5")]
    [InlineData("05/10/2026")]
    [InlineData("5/10/2026")]
    [InlineData(" 5-10-2026 ")]
    [InlineData("05.10.2026")]
    [InlineData("5 October 2026")]
    [InlineData("5 oct 2026")]
    [InlineData("05-Oct-2026")] // as Excel shows a day
    [InlineData("5th October, 2026")]
    [InlineData("October 5, 2026")]
    [InlineData("Monday 5 October 2026")]
    [InlineData("Mon. 5 Oct 2026")]
    [InlineData("“05/10/2026”")]
    [InlineData("'2026-10-05'")]
    public void A_day_is_read_as_people_type_it(string text) => Assert.Equal(new(2026, 10, 5), TypedDay.Read(text));

    [Theory]
    [InlineData("1 Sept 2026", "2026-09-01")]
    [InlineData("22nd August 2026", "2026-08-22")]
    [InlineData("31/12/2026", "2026-12-31")]
    [InlineData("29/2/2028", "2028-02-29")]
    public void Months_and_their_ends_are_known(string text, string expected) => Assert.Equal(Dates.Parse(expected), TypedDay.Read(text));

    [Theory]
    [InlineData(null, "give a day, such as 05/10/2026 or 2026-10-05")]
    [InlineData(" ", "give a day, such as")]
    [InlineData("June", "this is a month; give its day too, such as 5 June 2026")]
    [InlineData("Sept 2027", "this is a month; give its day too, such as 5 Sep 2027")]
    [InlineData("20", "this is only a number; give day, month and year, such as 05/10/2026 or 2026-10-05")]
    [InlineData("2026", "this is a year; give its day and month too")]
    [InlineData("46300", "this is a spreadsheet's number for a day; write it as 05/10/2026")]
    [InlineData("5/10", "the year is missing")]
    [InlineData("20 June", "the year is missing")]
    [InlineData("5/10/26", "write the year in four digits")] // the fifth of October, or the twenty-sixth
    [InlineData("05-Oct-26", "write the year in four digits")]
    [InlineData("10/25/2026", "there is no such month; the day comes before the month, such as 25/12/2026")]
    [InlineData("31/02/2026", "the calendar has no such day")]
    [InlineData("2026-02-30", "the calendar has no such day")]
    [InlineData("13/13/2026", "the calendar has no such day")]
    [InlineData("Tuesday 5 October 2026", "write it as 05/10/2026")] // it is a Monday
    [InlineData("yesterday", "write it as 05/10/2026")]
    [InlineData("5/10/2026/1", "write it as 05/10/2026")]
    public void What_is_no_day_says_why(string? text, string why)
    {
        Assert.Null(TypedDay.Read(text));
        Assert.StartsWith(why, TypedDay.WhyNot(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_any_length_is_answered_at_once() =>
        Assert.Equal("write it as 05/10/2026 or 2026-10-05", TypedDay.WhyNot(string.Concat(Enumerable.Repeat("5 October ", 10_000))));

    [Theory]
    [InlineData("5", "6", "2026")]
    [InlineData(" 05 ", "06", "2026")]
    [InlineData("5", "June", "2026")]
    [InlineData("5", "jun", "2026")]
    public void The_month_of_a_form_is_a_number_or_a_name(string day, string month, string year) => Assert.Equal(new(2026, 6, 5), TypedDay.Read(day, month, year));

    [Theory]
    [InlineData("5", "June", "20", ", with its year in four digits, such as 2026")]
    [InlineData("5", "6", "", ", with its year")]
    [InlineData("", "6", "2026", ", with its day")]
    [InlineData("5", null, "2026", ", with its month")]
    [InlineData("5", "Juno", "2026", ", with its month as a number or a name")]
    [InlineData("31", "2", "2026", "")]
    [InlineData("", "", "", "")]
    public void The_part_of_a_form_that_is_wrong_is_named(string? day, string? month, string? year, string why)
    {
        Assert.Null(TypedDay.Read(day, month, year));
        Assert.Equal(why, TypedDay.WhyNot(day, month, year));
    }

    [Theory]
    [InlineData("05/10/2026 09:30", "2026-10-05 09:30")]
    [InlineData("5/10/2026 9:30", "2026-10-05 09:30")]
    [InlineData("5/10/2026 9:30:15", "2026-10-05 09:30")]
    [InlineData("2026-10-05T09:30", "2026-10-05 09:30")]
    [InlineData("5 October 2026, 9.30", "2026-10-05 09:30")]
    [InlineData("5/10/2026 9:30 PM", "2026-10-05 21:30")]
    [InlineData("5/10/2026 9am", "2026-10-05 09:00")]
    [InlineData("5/10/2026", "2026-10-05 ")]
    [InlineData("5/10/2026 25:00", null)]
    [InlineData("5/10/2026 9", null)] // hours, or something else
    [InlineData("9:30", null)]
    [InlineData("June 9:30", null)]
    [InlineData("2026-10-05T09:30Z", null)] // a zone
    [InlineData("", null)]
    public void A_time_may_follow(string text, string? expected) => Assert.Equal(
        expected,
        TypedMoment.Read(text) is { } typed ? string.Create(CultureInfo.InvariantCulture, $"{typed.Day:yyyy-MM-dd} {typed.Time:HH:mm}") : null);
}
