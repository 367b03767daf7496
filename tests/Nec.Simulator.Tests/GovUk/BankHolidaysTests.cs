using System.Net;
using System.Text.Json;

namespace Nec.Simulator.Tests.GovUk;

public sealed class BankHolidaysTests : Simulated
{
    [Theory]
    [InlineData("england-and-wales", 83)]
    [InlineData("scotland", 94)]
    [InlineData("northern-ireland", 103)]
    public async Task Each_division_has_its_events_from_2019_to_2028_in_order(string division, int count)
    {
        var events = await Events(division);

        Assert.Equal(count, events.Count);
        Assert.Equal("2019-01-01", events[0].Date);
        Assert.Equal("2028-12-26", events[^1].Date);
        Assert.Equal(events.Select(e => e.Date).Order(StringComparer.Ordinal), events.Select(e => e.Date));
    }

    [Theory]
    [InlineData("england-and-wales", "2020-05-08", "Early May bank holiday (VE day)", "", true)]
    [InlineData("england-and-wales", "2020-12-28", "Boxing Day", "Substitute day", true)] // Saturday the 26th
    [InlineData("england-and-wales", "2020-04-13", "Easter Monday", "", false)] // the year without bunting
    [InlineData("england-and-wales", "2021-12-27", "Christmas Day", "Substitute day", true)] // Saturday: Monday
    [InlineData("england-and-wales", "2021-12-28", "Boxing Day", "Substitute day", true)] // Sunday: Tuesday, Monday is taken
    [InlineData("england-and-wales", "2022-12-26", "Boxing Day", "", true)] // keeps its Monday
    [InlineData("england-and-wales", "2022-12-27", "Christmas Day", "Substitute day", true)] // Sunday: Tuesday
    [InlineData("england-and-wales", "2022-01-03", "New Year’s Day", "Substitute day", true)]
    [InlineData("england-and-wales", "2022-06-02", "Spring bank holiday", "", true)]
    [InlineData("england-and-wales", "2022-06-03", "Platinum Jubilee bank holiday", "", true)]
    [InlineData("england-and-wales", "2022-09-19", "Bank Holiday for the State Funeral of Queen Elizabeth II", "", false)]
    [InlineData("england-and-wales", "2023-05-08", "Bank holiday for the coronation of King Charles III", "", true)]
    [InlineData("england-and-wales", "2024-03-29", "Good Friday", "", false)] // Easter on 31 March
    [InlineData("scotland", "2022-01-03", "New Year’s Day", "Substitute day", true)]
    [InlineData("scotland", "2022-01-04", "2nd January", "Substitute day", true)]
    [InlineData("scotland", "2023-01-02", "New Year’s Day", "Substitute day", true)] // Sunday the 1st takes Monday the 2nd
    [InlineData("scotland", "2023-01-03", "2nd January", "Substitute day", true)]
    [InlineData("scotland", "2021-01-04", "2nd January", "Substitute day", true)] // Saturday
    [InlineData("scotland", "2019-08-05", "Summer bank holiday", "", true)]
    [InlineData("scotland", "2019-12-02", "St Andrew’s Day", "Substitute day", true)]
    [InlineData("scotland", "2026-06-15", "World Cup bank holiday", "", true)]
    [InlineData("northern-ireland", "2019-03-18", "St Patrick’s Day", "Substitute day", true)]
    [InlineData("northern-ireland", "2020-07-13", "Battle of the Boyne (Orangemen’s Day)", "Substitute day", false)]
    public async Task Tricky_days_are_right(string division, string date, string title, string notes, bool bunting)
        => Assert.Contains(new Event(title, date, notes, bunting), await Events(division));

    [Theory]
    [InlineData("england-and-wales", "2020-05-04")] // moved to the 8th
    [InlineData("england-and-wales", "2022-05-30")] // moved to 2 June
    [InlineData("scotland", "2019-04-22")] // no Easter Monday there
    [InlineData("northern-ireland", "2026-06-15")]
    public async Task These_days_are_working_days(string division, string date)
        => Assert.DoesNotContain(await Events(division), e => e.Date == date);

    [Fact]
    public async Task The_file_may_be_cached_for_an_hour_and_keeps_its_typographic_apostrophe()
    {
        using var reply = await Http.GetAsync(All, Cancelled);

        Assert.Equal("application/json; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal(TimeSpan.FromHours(1), reply.Headers.CacheControl?.MaxAge);
        Assert.Contains("\"New Year’s Day\"", await reply.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_division_has_a_file_of_its_own_and_others_are_not_found()
    {
        using var one = JsonDocument.Parse(await Http.GetStringAsync(new Uri(World.GovUkAddress, "bank-holidays/scotland.json"), Cancelled));
        using var none = await Http.GetAsync(new Uri(World.GovUkAddress, "bank-holidays/wessex.json"), Cancelled);

        Assert.Equal("scotland", one.RootElement.GetProperty("division").GetString());
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task It_can_fail_be_a_web_page_or_be_empty_and_then_recovers()
    {
        World.GovUk.Fail(HttpFault.Status(500));
        World.GovUk.Fail(HttpFault.Html());
        World.GovUk.Fail(HttpFault.Empty());

        using var failed = await Http.GetAsync(All, Cancelled);
        var html = await Http.GetStringAsync(All, Cancelled);
        var empty = await Http.GetStringAsync(All, Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Equal("", empty);
        Assert.Equal(83, (await Events("england-and-wales")).Count);
        Assert.Equal(4, World.GovUk.Requests);
    }

    private Uri All => new(World.GovUkAddress, "bank-holidays.json");

    private async Task<List<Event>> Events(string division)
    {
        using var json = JsonDocument.Parse(await Http.GetStringAsync(All, Cancelled));
        var body = json.RootElement.GetProperty(division);
        Assert.Equal(division, body.GetProperty("division").GetString());
        return body.GetProperty("events").Deserialize<List<Event>>(JsonSerializerOptions.Web)!;
    }

    private sealed record Event(string Title, string Date, string Notes, bool Bunting);
}
