using System.Globalization;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Tests.Layout;

public sealed class WhenTests
{
    [Theory]
    [InlineData("2026-04-01T01:30Z", "1 April 2026 at 02:30 BST")]
    [InlineData("2026-06-30T23:30Z", "1 July 2026 at 00:30 BST")] // London is a day ahead of UTC
    [InlineData("2026-10-25T00:30Z", "25 October 2026 at 01:30 BST")] // the hour that happens twice, the first time
    [InlineData("2026-10-25T01:30Z", "25 October 2026 at 01:30 GMT")] // and the second
    public void An_instant_is_read_on_a_London_wall_with_its_zone(string instant, string expected) =>
        Assert.Equal(expected, When.At(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2020-02-24T09:00:00.0000000+00:00", "24 February 2020 at 09:00 GMT")]
    [InlineData("until 2026-04-01T01:30:00Z, then none", "until 1 April 2026 at 02:30 BST, then none")]
    [InlineData("2026-13-45T99:99:99Z", "2026-13-45T99:99:99Z")] // no moment
    [InlineData("contract 2026-04-01", "contract 2026-04-01")]
    public void A_moment_in_a_text_is_read_as_on_a_wall(string text, string expected) => Assert.Equal(expected, When.InText(text));

    [Theory]
    [InlineData(0.01, "under 0.1 seconds")]
    [InlineData(0.44, "0.4 seconds")]
    [InlineData(12.4, "12 seconds")]
    [InlineData(59.9, "59 seconds")]
    [InlineData(200, "3 minutes 20 seconds")]
    [InlineData(61, "1 minute 1 second")]
    [InlineData(7500, "2 hours 5 minutes")]
    public void A_length_is_read_in_its_two_largest_units(double seconds, string expected) =>
        Assert.Equal(expected, When.Took(TimeSpan.FromSeconds(seconds)));
}
