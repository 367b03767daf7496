using Nec.Core.Calendar;
using Nec.Integrations.BankHolidays;
using Nec.Integrations.Http;
using Nec.Integrations.Tests.Http;
using Nec.Simulator;

namespace Nec.Integrations.Tests.BankHolidays;

public sealed class BankHolidayClientTests(Stub outside) : IClassFixture<Stub>
{
    private const string Good = """{"england-and-wales":{"division":"england-and-wales","events":[{"title":"New Year’s Day","date":"2026-01-01","notes":"","bunting":true}]}}""";

    [Fact]
    public async Task The_holidays_come_by_division()
    {
        var holidays = await Fetch(200, Good);

        Assert.Equal([new BankHoliday(new DateOnly(2026, 1, 1), "New Year’s Day")], holidays[Division.EnglandAndWales]);
        Assert.Equal("http://www.gov.uk/bank-holidays.json", Assert.Single(outside.Asked).AbsoluteUrl);
    }

    [Theory]
    [InlineData(200, "", "GOV.UK bank holidays: the reply is not the list of bank holidays")]
    [InlineData(200, "<html>Sorry</html>", "GOV.UK bank holidays: the reply is not the list of bank holidays")]
    [InlineData(200, "{}", "GOV.UK bank holidays: the reply is not the list of bank holidays")]
    [InlineData(200, """{"england-and-wales":{"events":[]}}""", "GOV.UK bank holidays: the list of bank holidays holds no day")]
    [InlineData(404, Good, "GOV.UK bank holidays: HTTP 404")]
    [InlineData(500, Good, "GOV.UK bank holidays: HTTP 500")]
    public async Task A_reply_of_no_use_is_one_sentence(int status, string body, string message)
    {
        var failure = await Assert.ThrowsAsync<IntegrationException>(() => Fetch(status, body));

        Assert.Equal((message, status), (failure.Message, failure.Status));
    }

    [Theory]
    [MemberData(nameof(UselessReply.All), MemberType = typeof(UselessReply))]
    public async Task Whatever_a_real_server_does_wrong_is_one_sentence(string kind, string reason)
    {
        await using var world = await OutsideWorld.Start(TestContext.Current.CancellationToken);
        world.GovUk.Fail(UselessReply.Fault(kind), HttpFault.Always);

        var failure = await Assert.ThrowsAsync<IntegrationException>(() => Fetch(world, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Equal($"GOV.UK bank holidays: {(reason == UselessReply.NotJson ? "the reply is not the list of bank holidays" : reason)}", failure.Message);
    }

    [Theory]
    [InlineData(20, "no answer within 20 seconds")]
    [InlineData(30, "the reply was not complete within 30 seconds")]
    public async Task A_reply_that_does_not_come_in_time_is_one_sentence(int limit, string reason)
    {
        var time = new HandTime();
        await using var world = await OutsideWorld.Start(TestContext.Current.CancellationToken);
        world.GovUk.Fail(time.RunOut(TimeSpan.FromSeconds(limit), HttpFault.Slow(TimeSpan.FromHours(1))), HttpFault.Always);

        Assert.Equal(reason, (await Assert.ThrowsAsync<IntegrationException>(() => Fetch(world, time, TestContext.Current.CancellationToken))).Detail);
    }

    [Fact]
    public async Task Over_real_sockets_the_list_is_read_and_a_stop_stops_the_question()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var world = await OutsideWorld.Start(TestContext.Current.CancellationToken);

        Assert.Contains((await Fetch(world, TimeProvider.System, stop.Token))[Division.EnglandAndWales], holiday => holiday.On == new DateOnly(2026, 12, 25));
        world.GovUk.Fail(new HttpFault("stopped", async (context, good) =>
        {
            await stop.CancelAsync();
            await HttpFault.Slow(TimeSpan.FromHours(1)).Answer(context, good);
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetch(world, TimeProvider.System, stop.Token));
    }

    private static async Task<IReadOnlyDictionary<Division, IReadOnlyList<BankHoliday>>> Fetch(OutsideWorld world, TimeProvider time, CancellationToken cancellationToken)
    {
        using var rest = new OutboundHttp(TestOutside.Options, time).Client(world.GovUkAddress, followRedirects: true);
        return await new BankHolidayClient(rest).Fetch(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<Division, IReadOnlyList<BankHoliday>>> Fetch(int status, string body)
    {
        using var rest = TestOutside.Over(outside.Answers(Stub.Reply(status, body)), "https://www.gov.uk");
        return await new BankHolidayClient(rest).Fetch(TestContext.Current.CancellationToken);
    }
}
