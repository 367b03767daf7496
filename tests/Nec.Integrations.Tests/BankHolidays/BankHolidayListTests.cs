using Nec.Core.Calendar;
using Nec.Integrations.BankHolidays;

namespace Nec.Integrations.Tests.BankHolidays;

public sealed class BankHolidayListTests
{
    [Fact]
    public void Each_division_has_its_days_in_order()
    {
        var lists = BankHolidayList.Parse("""
            { "england-and-wales": { "division": "england-and-wales", "events": [
                { "title": "Boxing Day", "date": "2026-12-28", "notes": "Substitute day", "bunting": true },
                { "title": "New Year’s Day", "date": "2026-01-01", "notes": "", "bunting": true } ] },
              "scotland": { "division": "scotland", "events": [] },
              "somewhere-new": { "events": 1 } }
            """);

        Assert.Equal(
            [new BankHoliday(new(2026, 1, 1), "New Year’s Day"), new BankHoliday(new(2026, 12, 28), "Boxing Day")],
            lists[Division.EnglandAndWales]);
        Assert.Empty(lists[Division.Scotland]);
        Assert.False(lists.ContainsKey(Division.NorthernIreland));
    }

    [Theory]
    [InlineData("<html>", "not JSON (line 1)")]
    [InlineData("", "not JSON (line 1)")]
    [InlineData("[]", "name no division")]
    [InlineData("{}", "name no division")]
    [InlineData("""{"scotland":[]}""", "scotland hold no list of events")]
    [InlineData("""{"scotland":{"events":[{"title":"X","date":"2026-02-30"}]}}""", "Event 1 of the bank holidays of scotland has no date")]
    [InlineData("""{"scotland":{"events":[{"title":"X","date":20260101}]}}""", "Event 1 of the bank holidays of scotland has no date")]
    [InlineData("""{"scotland":{"events":[null]}}""", "Event 1 of the bank holidays of scotland has no date")]
    public void A_text_that_is_no_such_list_is_refused_in_a_sentence(string json, string reason)
    {
        Assert.Contains(reason, Assert.Throws<FormatException>(() => BankHolidayList.Parse(json)).Message, StringComparison.Ordinal);
    }
}
