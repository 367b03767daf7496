using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class AdvertisedTests
{
    private static readonly EventSeen Surgery = A.Event("2025-02-12", "2025-02-01");

    [Theory]
    [InlineData("2025-02-11", true, null)] // the day before
    [InlineData("2025-02-11", false, "gone")]
    [InlineData("2025-02-12", false, null)] // on its day it may have begun
    [InlineData("2025-02-13", false, null)]
    public void An_event_that_a_look_before_its_day_does_not_show_is_gone(string look, bool isShown, string? what) =>
        Assert.Equal(what, Words([Surgery], look, isShown));

    [Theory]
    [InlineData(true, "back")]
    [InlineData(false, null)] // it was told before
    public void One_that_is_gone_is_told_once_and_told_again_when_it_is_back(bool isShown, string? what) =>
        Assert.Equal(what, Words([Surgery, Surgery with { GoneAt = A.Instant("2025-02-05") }], "2025-02-06", isShown));

    [Fact]
    public void One_that_comes_back_may_go_again() => Assert.Equal(
        "gone",
        Words([Surgery, Surgery with { GoneAt = A.Instant("2025-02-05") }, Surgery with { BackAt = A.Instant("2025-02-06") }], "2025-02-07", isShown: false));

    [Theory]
    [InlineData(0, "back")] // on its own day it takes place after all
    [InlineData(1, null)] // what is over neither comes nor goes
    public void One_that_is_gone_may_come_back_up_to_its_day(int daysAfter, string? what) => Assert.Equal(
        what,
        Words([Surgery, Surgery with { GoneAt = A.Instant("2025-02-05") }], Surgery.StartsOn.AddDays(daysAfter).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), isShown: true));

    private static string? Words(IEnumerable<EventSeen> told, string look, bool isShown)
    {
        var change = Advertised.Changes(told, new HashSet<string>(isShown ? [Surgery.EventId] : [], StringComparer.Ordinal), A.Instant(look)).SingleOrDefault();
        Assert.True(change is null || (change.OccurredOn == A.Day(look) && change.FirstSeenAt == Surgery.FirstSeenAt));

        return change is null ? null : change.IsGone ? "gone" : "back";
    }
}
