using System.Globalization;
using System.Text.RegularExpressions;
using Nec.Core.Calendar;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Demo;

/// <summary>A contract year in a minute, and what must hold for every mail of it.</summary>
public sealed partial class DemoYearTests(DemoYear year) : IClassFixture<DemoYear>
{
    private const int Width = 72;

    [Fact]
    public void The_year_ends_well_and_prints_the_documented_summary_and_nothing_else()
    {
        Assert.Equal(0, year.Answer.Code);
        var names = year.Answer.Json.EnumerateObject().Select(property => property.Name).ToList();
        Assert.Equal(["from", "to", "checks", "unable", "notices", "obligations", "mails", "duplicates", "seconds"], names.Where(name => name is not ("changes" or "sources")));
        Assert.Equal(["bluesky", "facebook", "instagram", "mastodon", "police-uk", "web-pages", "x", "youtube"], year.Answer.Json.GetProperty("sources").EnumerateObject().Select(source => source.Name));
        Assert.Equal(("2019-08-02", "2020-08-01"), (year.Answer.Json.Text("from"), year.Answer.Json.Text("to")));
    }

    [Fact]
    public void The_log_says_each_month_where_the_demo_is_and_nothing_else()
    {
        var months = Enumerable.Range(0, 13).Select(number => new DateOnly(2019, 8, 1).AddMonths(number));

        Assert.Equal(
            ["Starting a temporary database and the simulated outside world.",
             .. months.Select((month, at) => string.Create(CultureInfo.InvariantCulture, $"Playing {month:MMMM yyyy} (month {at + 1} of 13)"))],
            year.Answer.ErrorLines);
    }

    [Fact]
    public void Every_notice_arrived_once()
    {
        var notices = year.Answer.Json.GetProperty("notices").EnumerateObject().Sum(kind => kind.Value.GetInt32());

        Assert.True(notices > 50);
        Assert.Equal(notices, year.Answer.Json.GetProperty("mails").GetInt32());
        Assert.Equal(notices, year.Mail.Count);
        Assert.Equal(0, year.Answer.Json.GetProperty("duplicates").GetInt32());
        Assert.Equal(year.Mail.Count, year.Mail.DistinctBy(letter => letter.Mail.MessageId).Count());
    }

    [Fact]
    public void The_officers_of_the_year_keep_some_promises_and_miss_others()
    {
        var obligations = year.Answer.Json.GetProperty("obligations").EnumerateObject().ToDictionary(status => status.Name, status => status.Value.GetInt32(), StringComparer.Ordinal);

        Assert.All((string[])["met", "met-late", "missed"], status => Assert.True(obligations.GetValueOrDefault(status) > 0, status));
        Assert.InRange(year.Answer.Json.GetProperty("unable").GetInt32(), 1, year.Answer.Json.GetProperty("checks").GetInt32() / 10);
    }

    [Fact]
    public void Nobody_gets_more_than_one_a_day()
    {
        // A handover stands outside the rule (design section 6).
        Assert.Empty(year.Officers.Where(letter => !(letter.Mail.Subject ?? "").StartsWith("Your post:", StringComparison.Ordinal)).GroupBy(letter => (letter.To, letter.Day)).Where(day => day.Count() > 1).Select(day => day.Key));
    }

    [Fact]
    public void None_goes_on_a_day_that_is_not_worked()
    {
        var workingDays = new WorkingDays(BundledBankHolidays.Of(Division.EnglandAndWales));

        Assert.All(year.Mail, letter => Assert.True(workingDays.Includes(letter.Day), $"{letter.Day:yyyy-MM-dd} {letter.To}"));
    }

    [Fact]
    public void No_letter_tells_of_one_promise_twice()
    {
        Assert.All(year.Officers, letter => Assert.Distinct(Promises(letter)));
    }

    [Fact]
    public void An_unchanged_digest_goes_on_three_Mondays_at_most()
    {
        foreach (var person in year.Officers.Where(IsDigest).GroupBy(letter => letter.To))
        {
            var running = 0;
            KeptLetter? before = null;
            foreach (var letter in person.OrderBy(letter => letter.Day))
            {
                running = before is not null && letter.Day <= before.Day.AddDays(8) && Said(before) == Said(letter) ? running + 1 : 1;
                Assert.True(running <= 3, $"{person.Key} was told the same on {running} Mondays by {letter.Day:yyyy-MM-dd}");
                before = letter;
            }
        }
    }

    [Fact]
    public void What_was_said_yesterday_is_said_again_only_on_a_step_that_yesterday_announced()
    {
        foreach (var person in year.Officers.GroupBy(letter => letter.To))
        {
            foreach (var (before, letter) in person.OrderBy(letter => letter.Day).Zip(person.OrderBy(letter => letter.Day).Skip(1)).Where(pair => pair.Second.Day == pair.First.Day.AddDays(1) && Said(pair.First) == Said(pair.Second)))
            {
                Assert.False(IsDigest(letter));
                Assert.Contains($"A reminder follows on {letter.Day.ToString("ddd d MMM", CultureInfo.InvariantCulture)}", before.Mail.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_mail_has_text_and_html_of_the_same_words_and_our_headers()
    {
        Assert.All(year.Mail, letter =>
        {
            Assert.False(string.IsNullOrWhiteSpace(letter.Mail.Text));
            Assert.StartsWith("<!DOCTYPE html>", letter.Mail.Html, StringComparison.Ordinal);
            Assert.Equal("auto-generated", letter.Mail.Header("Auto-Submitted"));
            Assert.Equal("DR, RN, NRN, AutoReply", letter.Mail.Header("X-Auto-Response-Suppress"));
            Assert.StartsWith("OFFICIAL", letter.Mail.Text, StringComparison.Ordinal);
            var words = Words(letter.Mail.Html!);
            Assert.DoesNotContain(Words(letter.Mail.Text!), word => word.Length > 3 && !words.Contains(word));
        });
    }

    [Fact]
    public void Text_keeps_to_72_columns_but_for_links()
    {
        Assert.Empty(year.Mail.SelectMany(letter => letter.Mail.Text!.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > Width && !line.Contains("://", StringComparison.Ordinal))));
    }

    [Fact]
    public void Subjects_are_short_and_name_nobody()
    {
        Assert.All(year.Mail, letter =>
        {
            Assert.InRange(letter.Mail.Subject!.Length, 10, 110);
            Assert.All((string[])["Ashdown", "Tolland", "Wrey", "Pember", "Marlow", "Corfe", "@"], name => Assert.DoesNotContain(name, letter.Mail.Subject, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task The_timeline_is_the_one_that_was_read_and_agreed_to()
    {
        var timeline = string.Concat(year.Mail.OrderBy(letter => letter.Day).ThenBy(letter => letter.To, StringComparer.Ordinal).ThenBy(letter => letter.Mail.Subject, StringComparer.Ordinal)
            .Select(letter => $"{letter.Day:yyyy-MM-dd}  {letter.To.Split('@')[0],-15}  {letter.Mail.Subject}\n"));

        await Golden.Compare("timeline.golden.txt", timeline, TestContext.Current.CancellationToken);
    }

    private static bool IsDigest(KeptLetter letter) => letter.Mail.Text!.Contains("This is your week", StringComparison.Ordinal);

    // Which promises a letter tells of, each under its heading: what "unchanged" is about.
    private static List<string> Promises(KeptLetter letter)
    {
        var (heading, told) = ("", new List<string>());
        foreach (var line in letter.Mail.Text!.ReplaceLineEndings("\n").Split('\n'))
        {
            heading = line.Length > 0 && char.IsLetter(line[0]) && !line.Any(char.IsLower) ? line : heading;
            if (line.StartsWith("- ", StringComparison.Ordinal) && !heading.StartsWith("DONE", StringComparison.Ordinal))
            {
                told.Add($"{heading}: {line.Trim()}");
            }
        }

        return told;
    }

    private static string Said(KeptLetter letter) => string.Join('\n', Promises(letter));

    private static HashSet<string> Words(string text) => WordPattern().Matches(System.Net.WebUtility.HtmlDecode(text)).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, 1000)]
    private static partial Regex WordPattern();
}
