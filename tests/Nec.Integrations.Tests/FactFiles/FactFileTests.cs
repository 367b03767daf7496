using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.FactFiles;
using Nec.Integrations.Tests.ContractFiles;

namespace Nec.Integrations.Tests.FactFiles;

public sealed class FactFileTests
{
    internal static readonly Contract North = Contracts.Good(Contracts.Small
        + Contracts.Second + "each: quarter\n"
        + Contracts.Second.Replace("second", "council", StringComparison.Ordinal) + "on: [2019-09-16]\n"
        + Contracts.Second.Replace("second", "watch", StringComparison.Ordinal) + "always: true\n"
        + Contracts.Second.Replace("second", "published", StringComparison.Ordinal) + "each: year\n    evidence: { url: \"https://force.example.org/plan\" }\n"
        + Contracts.Second.Replace("second", "audience", StringComparison.Ordinal) + "target: { accounts: [likes], baseline: 1, at-least: 2, by: 2019-12-31 }\n");

    private static readonly Fact[] Examples =
    [
        new Occurrence("clerk-meeting", "Sherborne", new(2025, 8, 31), Outcome.Held) { RecordedAt = At("2025-09-01T09:00:00Z") },
        new Occurrence("clerk-meeting", "Lyme Regis", new(2020, 4, 1), Outcome.OfferedDeclined)
        {
            OccurredAt = At("2020-03-31T23:30:00Z"),
            Period = "2020-06-01",
            Means = "video",
            Feedback = "“none” offered — naïve",
            Note = "two\nlines",
            By = "the sergeant",
        },
        new Reading("likes", "page-likes", At("2019-12-31T06:15:00Z"), 2600),
        new Reading("likes", "page-likes", At("2020-01-01T06:15:00Z"), 2610) { SignificantFigures = 3, LastPostOn = new(2019, 12, 30) },
        new SectionCheck("dorchester", "priorities", At("2026-01-02T03:30:00.5Z"), Verdict.Substantive) { Reason = "12 words added" },
        new SectionCheck("dorchester", "priorities", At("2026-01-03T03:30:00Z"), Verdict.Substantive) { Reason = "as said", AcceptedByPerson = true },
        new PriorityCheck("X1", At("2026-01-02T02:30:00Z"), new(2025, 10, 1), null, true),
        new PeopleCheck("X1", At("2026-01-02T02:30:00Z"), 4),
        new EventSeen("X1", "e1", new(2025, 11, 3), new(18, 0), At("2025-11-01T02:30:00Z")) { Attended = true, Footfall = 12, Reference = "N-7" },
        new EventSeen("X1", "e2", new(2025, 11, 3), new(18, 0, 30), At("2025-11-01T02:30:00Z")),
        new SourceCheck("web-pages", "dorchester", At("2026-01-03T03:30:00Z"), CheckOutcome.Unable, "HTTP 403"),
        new SourceCheck("web-pages", "https://force.example.org/plan", At("2026-01-03T03:30:00Z"), CheckOutcome.Ok, null),
    ];

    [Fact]
    public void The_lines_of_the_format_are_read()
    {
        var facts = Good("""
            {"fact":"occurrence","commitment":"clerk-meeting","place":"Sherborne","occurredOn":"2025-08-31","outcome":"held","recordedAt":"2025-09-01T09:00:00Z"}

            {"fact":"reading","account":"likes","metric":"page-likes","at":"2019-12-31T06:15:00Z","count":2600}
            {"fact":"priorities","neighbourhood":"X1","at":"2026-01-02T02:30:00Z","newestIssueOn":"2025-10-01","newestActionOn":null,"changed":true}
            {"fact":"people","neighbourhood":"X1","at":"2026-01-02T02:30:00Z","count":4}
            """);

        Assert.Equal([Examples[0], Examples[2], Examples[6], Examples[7]], facts);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var writer = new StringWriter();
        FactFile.Write(writer, Examples);

        Assert.Equal(Examples, Good(writer.ToString()));
        Assert.Equal(Examples.Length, writer.ToString().Count(letter => letter == '\n'));
        Assert.Contains("\"feedback\":\"“none” offered — naïve\"", writer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lyme Regis")]
    [InlineData("lyme-regis")]
    public void A_place_is_known_by_its_name_or_its_slug(string given)
    {
        var fact = Assert.Single(Good($$"""{"fact":"occurrence","commitment":"clerk-meeting","place":"{{given}}","occurredOn":"2020-01-01","outcome":"held"}"""));

        Assert.Equal("Lyme Regis", Assert.IsType<Occurrence>(fact).Place);
    }

    [Fact]
    public void London_decides_the_day_of_an_instant()
    {
        var fact = Assert.Single(Good("""{"fact":"occurrence","commitment":"second","occurredAt":"2026-03-31T23:30:00Z","outcome":"held"}"""));

        Assert.Equal(new DateOnly(2026, 4, 1), fact.OccurredOn);
    }

    [Theory]
    [InlineData("2025-07-03T18:00", "18:00")]
    [InlineData("2025-07-03T18:00:00", "18:00")] // as data.police.uk writes it
    [InlineData("2025-07-03T17:00:00Z", "18:00")] // summer time
    [InlineData("2025-07-03T19:00:00+02:00", "18:00")]
    public void An_events_start_is_London_time(string given, string expected)
    {
        var fact = Assert.Single(Good($$"""{"fact":"event","neighbourhood":"X1","id":"e","startsAt":"{{given}}","firstSeenAt":"2025-07-01T02:30:00Z"}"""));

        Assert.Equal(TimeOnly.Parse(expected, null), Assert.IsType<EventSeen>(fact).StartsAtTime);
    }

    [Theory]
    [InlineData("goneAt", true)]
    [InlineData("backAt", false)]
    public void That_an_event_was_taken_away_or_came_back_is_written_as_it_is_read(string key, bool isGone)
    {
        var line = $$"""{"fact":"event","neighbourhood":"X1","id":"e","startsAt":"2025-07-09T18:00","firstSeenAt":"2025-07-01T02:30:00Z","{{key}}":"2025-07-04T01:30:00Z"}""";
        var fact = Assert.IsType<EventSeen>(Assert.Single(Good(line)));
        using var writer = new FactWriter();

        Assert.Equal((isGone, new DateOnly(2025, 7, 4), line), (fact.IsGone, fact.OccurredOn, writer.Line(fact)));
    }

    [Theory]
    [InlineData("second", "2019-Q4")]
    [InlineData("council", "2019-09-16")]
    [InlineData("audience", "2019-12-31")]
    [InlineData("published", "2019")]
    public void A_period_is_a_label_of_the_commitments_rule(string commitment, string period)
    {
        var fact = Assert.Single(Good($$"""{"fact":"occurrence","commitment":"{{commitment}}","occurredOn":"2020-01-03","outcome":"held","period":"{{period}}"}"""));

        Assert.Equal(period, Assert.IsType<Occurrence>(fact).Period);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        Assert.Single(Good("\uFEFF{\"fact\":\"reading\",\"account\":\"likes\",\"metric\":\"m\",\"at\":\"2019-12-31T06:15:00+01:00\",\"count\":0}\r\n\r\n"));
    }

    [Fact]
    public void Many_facts_stream_through()
    {
        const string Line = """{"fact":"reading","account":"likes","metric":"page-likes","at":"2019-12-31T06:15:00Z","count":2600}""";

        Assert.Equal(50_000, Good(string.Join('\n', Enumerable.Repeat(Line, 50_000))).Count);
    }

    internal static (IReadOnlyList<Fact> Facts, IReadOnlyList<Nec.Integrations.ContractFiles.FileError> Errors) Parse(string lines)
    {
        using var reader = new StringReader(lines);
        return FactFile.Parse("f.jsonl", reader, North);
    }

    private static IReadOnlyList<Fact> Good(string lines)
    {
        var (facts, errors) = Parse(lines);
        Assert.Empty(errors);
        return facts;
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, null);
}
