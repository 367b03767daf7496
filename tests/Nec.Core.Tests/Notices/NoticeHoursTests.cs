using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

public sealed class NoticeHoursTests
{
    [Theory]
    [InlineData("07:59", "07:59 is outside 08:00 to 18:00")]
    [InlineData("08:00", null)]
    [InlineData("17:59", null)]
    [InlineData("18:00", "18:00 is outside 08:00 to 18:00")]
    public void Notices_are_written_from_eight_until_before_six(string time, string? whyNot) =>
        Assert.Equal(whyNot, NoticeHours.WhyNot([A.WorkingDays], A.Day("2025-02-10"), TimeOnly.ParseExact(time, "HH:mm", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void On_Good_Friday_nothing_is_written_at_any_hour() =>
        Assert.Equal("18 April 2025 is not a working day", NoticeHours.WhyNot([A.WorkingDays], A.Day("2025-04-18"), new(9, 0)));

    [Fact]
    public void A_day_that_one_of_the_teams_works_is_worked() =>
        Assert.Null(NoticeHours.WhyNot([A.WorkingDays, new([])], A.Day("2025-04-18"), new(9, 0)));
}
