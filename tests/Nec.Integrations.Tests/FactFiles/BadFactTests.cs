using Nec.Integrations.FactFiles;
using Nec.Integrations.Tests.ContractFiles;
using static Nec.Integrations.Tests.FactFiles.FactFileTests;

namespace Nec.Integrations.Tests.FactFiles;

public sealed class BadFactTests
{
    private const string Occurrence = """{"fact":"occurrence","commitment":"second","occurredOn":"2020-01-03","outcome":"held"}""";
    private const string Reading = """{"fact":"reading","account":"likes","metric":"page-likes","at":"2019-12-31T06:15:00Z","count":2600}""";
    private const string Section = """{"fact":"section","page":"dorchester","section":"priorities","at":"2026-01-02T03:30:00Z","verdict":"substantive"}""";
    private const string Event = """{"fact":"event","neighbourhood":"X1","id":"e","startsAt":"2025-11-03T18:00","firstSeenAt":"2025-11-01T02:30:00Z"}""";
    private const string Check = """{"fact":"check","source":"web-pages","target":"dorchester","at":"2026-01-02T03:30:00Z","outcome":"unable"}""";

    [Theory]
    [InlineData(Occurrence, "\"second\"", "\"secnod\"", "35: “commitment” names no known commitment: “secnod”; did you mean “second”?")]
    [InlineData(Occurrence, "\"second\"", "\"clerk-meeting\"", "35: “clerk-meeting” is owed for each place; add “place”, one of Sherborne, Lyme Regis")]
    [InlineData(Occurrence, "\"second\"", "\"second\",\"place\":\"Sherborne\"", "52: “second” has no places; leave “place” out")]
    [InlineData(Occurrence, "\"second\"", "\"clerk-meeting\",\"place\":\"Sherbourne\"", "59: “clerk-meeting” has no place “Sherbourne”; did you mean “Sherborne”?")]
    [InlineData(Occurrence, "\"held\"", "\"done\"", "80: “outcome” must be one of held, attended, report-sent, offered-declined, not-scheduled, cancelled, not-applicable, not “done”")]
    [InlineData(Occurrence, "2020-01-03", "2020-02-30", "57: “occurredOn” must be a real date such as 2019-08-02, not “2020-02-30”")]
    [InlineData(Occurrence, "\"occurredOn\":\"2020-01-03\",", "", "1: this occurrence does not say when; add “occurredOn” or “occurredAt”")]
    [InlineData(Occurrence, "\"occurredOn\":\"2020-01-03\"", "\"occurredAt\":\"2020-01-03T09:00:00\"", "57: “occurredAt” must be an instant with its zone")]
    [InlineData(Occurrence, "\"outcome\"", "\"period\":\"2020-01\",\"outcome\"", "79: “period” of “second” must be a period such as 2026-Q1, not “2020-01”")]
    [InlineData(Occurrence, "\"second\",", "\"council\",\"period\":\"2019-09-17\",", "54: “period” of “council” must be one of the dates that the commitment lists, not “2019-09-17”")]
    [InlineData(Occurrence, "\"second\",", "\"watch\",\"period\":\"2019\",", "52: “watch” has no periods; leave “period” out")]
    [InlineData(Occurrence, "\"second\",", "\"clerk-meeting\",\"place\":\"Sherborne\",\"period\":\"2019-Q3\",", "80: “period” of “clerk-meeting” must be the date that the interval is due on")]
    [InlineData(Occurrence, "\"outcome\"", "\"nots\":\"x\",\"outcome\"", "70: “nots” is not a key of an occurrence; did you mean “note”?")]
    [InlineData(Occurrence, "\"outcome\"", "\"note\":[1],\"outcome\"", "77: “note” must be a text, not a list")]
    [InlineData(Occurrence, ",\"outcome\":\"held\"", "", "1: “outcome” is missing from this occurrence; add it")]
    [InlineData(Occurrence, "\"outcome\"", "\"note\":\"a\",\"note\":\"b\",\"outcome\"", "81: the key “note” stands in this line twice")]
    [InlineData(Occurrence, "\"occurrence\"", "\"meeting\"", "9: “fact” names no known kind of fact: “meeting”")]
    [InlineData(Occurrence, "\"fact\":\"occurrence\",", "", "1: “fact” must say what the line is")]
    [InlineData(Occurrence, "\"held\"}", "\"held\"", "this is not JSON")]
    [InlineData(Occurrence, "\"held\"}", "\"held\"} {}", "this is not JSON")]
    [InlineData(Occurrence, "\"held\"", "'held'", "80: this is not JSON")]
    [InlineData(Occurrence, Occurrence, "[1]", "1: a line must be one JSON object")]
    [InlineData(Occurrence, "second", "\\uD800", "half a character")]
    [InlineData(Occurrence, "second", "\uFFFD", "36: the file is not UTF-8 here")] // what a reader makes of bad bytes
    [InlineData(Reading, "\"likes\"", "\"nobody\"", "29: “account” names no known account: “nobody”")]
    [InlineData(Reading, "2600", "2600.5", "95: “count” must be a whole number, zero or more, without quotes, not “2600.5”")]
    [InlineData(Reading, "2600", "-1", "95: “count” must be a whole number")]
    [InlineData(Reading, "2600", "26e2", "95: “count” must be a whole number")]
    [InlineData(Reading, "2600", "\"2600\"", "95: “count” must be a whole number")]
    [InlineData(Reading, "2600", "null", "1: “count” is missing from this reading")]
    [InlineData(Reading, "T06:15:00Z", "", "64: “at” must be an instant with its zone")]
    [InlineData(Section, "\"dorchester\"", "\"dorset\"", "26: “page” names no known page: “dorset”")]
    [InlineData(Section, "\"priorities\"", "\"priority\"", "49: the page “dorchester” has no section “priority”; did you mean “priorities”?")]
    [InlineData(Section, "substantive", "good", "“verdict” must be one of first, unchanged, cosmetic, substantive, unclear, missing, empty, not “good”")]
    [InlineData(Event, "\"X1\"", "\"x1\"", "33: “neighbourhood” names no known neighbourhood: “x1”; did you mean “X1”?")]
    [InlineData(Event, "T18:00", "", "“startsAt” must be London's date and time")]
    [InlineData(Event, "\"id\"", "\"footfall\":1.5,\"id\"", "49: “footfall” must be a whole number")]
    [InlineData(Event, "\"id\"", "\"attended\":\"yes\",\"id\"", "49: “attended” must be true or false, not “yes”")]
    [InlineData(Check, "\"dorchester\"", "\"https://example.org/other\"", "47: “target” names no known page, account, neighbourhood or evidence url")]
    [InlineData(Check, "unable", "failed", "“outcome” must be one of ok, unable, absent, not “failed”")]
    public void A_fault_is_named_where_it_stands(string good, string part, string replacement, string expected)
    {
        var bad = good.Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(good, bad);

        var (facts, errors) = Parse($"{Reading}\n\n{bad}\n{Reading}\n");

        Assert.Empty(facts);
        Assert.Contains(errors, error => error.Line == 3
            && (error.ToString().StartsWith("f.jsonl:3:" + expected, StringComparison.Ordinal) || (!char.IsAsciiDigit(expected[0]) && error.Message.Contains(expected, StringComparison.Ordinal))));
    }

    [Fact]
    public void All_errors_of_all_lines_come_at_once()
    {
        var (_, errors) = Parse($"{Reading.Replace("2600", "x", StringComparison.Ordinal)}\n{Occurrence.Replace("held", "x", StringComparison.Ordinal).Replace("second", "x", StringComparison.Ordinal)}\n");

        Assert.Equal([1, 2, 2], errors.Select(error => error.Line));
    }

    [Fact]
    public void A_line_without_end_is_skipped_not_gathered()
    {
        var (_, errors) = Parse(new string('x', 3_000_000) + "\n" + Reading.Replace("2600", "-1", StringComparison.Ordinal));

        Assert.StartsWith("f.jsonl:1:1: the line is longer than 100,000 characters", errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(errors.Skip(1)).Line);
    }

    [Fact]
    public void Errors_without_number_are_counted()
    {
        var (_, errors) = Parse(string.Concat(Enumerable.Repeat("{}\n", 20_000)));

        Assert.Equal(101, errors.Count);
        Assert.Equal("and 19900 more; mend these first", errors[^1].Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_its_own()
    {
        var error = Assert.Single(FactFile.Read("no/such.jsonl", Contracts.Good(Contracts.Small)).Errors);

        Assert.Equal("no/such.jsonl:1:1: there is no such file; check the path", error.ToString());
    }

    [Fact]
    public void A_file_in_UTF16_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Reading, System.Text.Encoding.Unicode);

            Assert.Contains("the file is not UTF-8 here", FactFile.Read(path, Contracts.Good(Contracts.Small)).Errors[0].Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
