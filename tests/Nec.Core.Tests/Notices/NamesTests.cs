using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;

namespace Nec.Core.Tests.Notices;

/// <summary>Periods and ids as people say them.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData(PeriodKind.Week, "2025-W01", "the week of 30 December 2024", "yr wythnos o 30 Rhagfyr 2024")] // begins in the year before
    [InlineData(PeriodKind.Week, "2025-W07", "the week of 10 February 2025", "yr wythnos o 10 Chwefror 2025")]
    [InlineData(PeriodKind.Month, "2020-01", "January 2020", "Ionawr 2020")]
    [InlineData(PeriodKind.Month, "2020-12", "December 2020", "Rhagfyr 2020")]
    [InlineData(PeriodKind.Quarter, "2020-Q1", "January to March 2020", "Ionawr–Mawrth 2020")]
    [InlineData(PeriodKind.Quarter, "2020-Q4", "October to December 2020", "Hydref–Rhagfyr 2020")]
    [InlineData(PeriodKind.HalfYear, "2020-H1", "January to June 2020", "Ionawr–Mehefin 2020")]
    [InlineData(PeriodKind.HalfYear, "2020-H2", "July to December 2020", "Gorffennaf–Rhagfyr 2020")]
    [InlineData(PeriodKind.Year, "2020", "2020", "2020")]
    public void A_period_of_the_calendar_is_called_by_its_months(PeriodKind kind, string label, string english, string welsh)
    {
        foreach (var (language, name) in new[] { (Language.English, english), (Language.Welsh, welsh) })
        {
            var said = Said.In(language);
            foreach (var told in new[] { LineKind.Overdue, LineKind.Missed, LineKind.Cleared })
            {
                var message = With(language, line => line with { Kind = told, Rule = new Each(kind), Period = label }).ToMessage(new());
                Assert.Contains($"{said.Newsletter}, {name}. ", Flat(message), StringComparison.Ordinal);
                Assert.Contains($"{said.Newsletter}, {name}: ", message.Subject, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void What_is_done_is_called_by_its_period_too()
    {
        var digest = new Letters(Language.English).Of(NoticeKind.Digest);
        var done = new DoneLine("Circulate the newsletter", new(2020, 2, 3), new Each(PeriodKind.Quarter), "2020-Q1");

        Assert.Contains("- Circulate the newsletter, January to March 2020 (Mon 3 Feb)", Office.Flat(digest with { Done = [done] }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rolling_promise_has_no_period_by_name() => Assert.Contains(
        "- Circulate the newsletter. It was due", Office.Flat(With(Language.English, line => line with { Rule = new Every(new(6, IntervalUnit.Month)), Period = "2025-09-30" })), StringComparison.Ordinal);

    [Theory]
    [InlineData(Language.English, "yet: Lyme Regis, WD-X1, Town, LymeRegis.")]
    [InlineData(Language.Welsh, ": Lyme Regis, WD-X1, Town, LymeRegis.")]
    public void Ids_in_lower_case_are_names_and_others_stay(Language language, string words) =>
        Assert.Contains(words, Office.Flat(With(language, line => line with { Kind = LineKind.Overdue, Lacking = ["lyme-regis", "WD-X1", "town", "LymeRegis"] })), StringComparison.Ordinal);

    [Theory]
    [InlineData("lyme-regis", "was the change on the Lyme Regis page a real update?")]
    [InlineData("WD-X1", "was the change on the WD-X1 page a real update?")]
    public void A_page_that_waits_for_a_word_is_called_so(string page, string words) =>
        Assert.Contains(words, Office.Flat(With(Language.English, line => line with { Kind = LineKind.Unclear, WaitingPage = page })), StringComparison.Ordinal);

    [Theory]
    [InlineData(TargetKind.Page, "lyme-regis", Language.English, "The Lyme Regis page")]
    [InlineData(TargetKind.Account, "lyme-regis", Language.English, "The Lyme Regis account")]
    [InlineData(TargetKind.Account, "WD-X1", Language.English, "The WD-X1 account")]
    [InlineData(TargetKind.Page, "lyme-regis", Language.Welsh, "tudalen Lyme Regis")]
    [InlineData(TargetKind.Account, "WD-X1", Language.Welsh, "cyfrif WD-X1")]
    public void So_are_the_sources_of_an_admins_letter(TargetKind kind, string name, Language language, string words)
    {
        var admin = new Letters(language).Of(NoticeKind.Admin);
        var trouble = new Trouble(TroubleKind.Silent, TroubleKey.Target(name), new(2025, 10, 31), "") { Name = new(kind, name), Nights = 3, Why = "HTTP 403" };

        Assert.Contains(words, Office.Flat(admin with { Lines = [admin.Lines[0] with { Trouble = trouble }] }), StringComparison.Ordinal);
    }

    private static string Flat(Message message) => string.Join(' ', message.Text.Split('\n', StringSplitOptions.TrimEntries));

    private static Notice With(Language language, Func<NoticeLine, NoticeLine> change)
    {
        var digest = new Letters(language).Of(NoticeKind.Digest);
        return digest with { Lines = [change(digest.Lines.Single(line => line.Kind == LineKind.Missed) with { Kind = LineKind.Overdue })] };
    }
}
