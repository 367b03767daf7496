using System.Net;
using Nec.Core.Calendar;
using Nec.Integrations.BankHolidays;
using Nec.Integrations.Http;
using Nec.Integrations.Tests.Http;

namespace Nec.Integrations.Tests.BankHolidays;

public sealed class BankHolidayClientTests
{
    private const string Good = """{"england-and-wales":{"division":"england-and-wales","events":[{"title":"New Year’s Day","date":"2026-01-01","notes":"","bunting":true}]}}""";

    [Fact]
    public async Task The_holidays_come_by_division()
    {
        var wire = StubHandler.Answering(StubHandler.Reply(HttpStatusCode.OK, Good));

        var holidays = await Fetch(wire);

        Assert.Equal([new BankHoliday(new DateOnly(2026, 1, 1), "New Year’s Day")], holidays[Division.EnglandAndWales]);
        Assert.Equal("https://www.gov.uk/bank-holidays.json", Assert.Single(wire.Asked).Address.AbsoluteUri);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "", "GOV.UK bank holidays: the reply is not the list of bank holidays")]
    [InlineData(HttpStatusCode.OK, "<html>Sorry</html>", "GOV.UK bank holidays: the reply is not the list of bank holidays")]
    [InlineData(HttpStatusCode.OK, "{}", "GOV.UK bank holidays: the reply is not the list of bank holidays")]
    [InlineData(HttpStatusCode.NotFound, Good, "GOV.UK bank holidays: HTTP 404")]
    [InlineData(HttpStatusCode.InternalServerError, Good, "GOV.UK bank holidays: HTTP 500")]
    public async Task A_reply_of_no_use_is_one_sentence(HttpStatusCode status, string body, string message)
    {
        var failure = await Assert.ThrowsAsync<IntegrationException>(() => Fetch(new StubHandler((_, _) => Task.FromResult(StubHandler.Reply(status, body)))));

        Assert.Equal((message, (int?)status), (failure.Message, failure.Status));
    }

    private static Task<IReadOnlyDictionary<Division, IReadOnlyList<BankHoliday>>> Fetch(StubHandler wire) =>
        new BankHolidayClient(TestOutside.Over(wire, "https://www.gov.uk")).Fetch(TestContext.Current.CancellationToken);
}
