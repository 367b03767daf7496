using Nec.Core.Calendar;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Calendar;

public sealed class LondonClockTests
{
    [Fact]
    public void Today_is_Londons_and_now_is_an_instant_without_offset()
    {
        var clock = new LondonClock(new FakeTimeProvider(A.Instant("2026-07-31T23:30Z")));

        Assert.Equal(A.Day("2026-08-01"), clock.Today);
        Assert.Equal((A.Instant("2026-07-31T23:30Z"), TimeSpan.Zero), (clock.Now, clock.Now.Offset));
    }
}
