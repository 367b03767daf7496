using Nec.Core.Deliveries;

namespace Nec.Core.Tests.Deliveries;

public sealed class DeliveryAskingTests
{
    private static readonly DateTimeOffset Accepted = new(2026, 6, 1, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0:00", "0:10")] // the first time
    [InlineData("0:05", "0:15")]
    [InlineData("0:20", "0:40")]
    [InlineData("6:00", "12:00")]
    [InlineData("12:00", "18:00")] // never longer than six hours
    [InlineData("6.17:59", "6.23:59")]
    [InlineData("6.18:00", null)] // a week after it was taken it is forgotten
    [InlineData("30.0:00", null)]
    [InlineData("-0:05", "0:05")] // a clock that runs behind
    public void Asked_less_often_the_longer_it_takes_and_never_after_a_week(string gone, string? next) =>
        Assert.Equal(next is null ? null : Accepted + Span(next), DeliveryAsking.NextAt(Accepted, Accepted + Span(gone)));

    [Fact]
    public void A_mail_that_is_never_delivered_is_asked_about_some_thirty_times()
    {
        var asks = 0;
        for (var at = DeliveryAsking.NextAt(Accepted, Accepted); at is { } now; at = DeliveryAsking.NextAt(Accepted, now))
        {
            asks++;
        }

        Assert.Equal(33, asks);
    }

    private static TimeSpan Span(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
