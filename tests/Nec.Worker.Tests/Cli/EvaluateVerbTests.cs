using System.Text.Json;
using Nec.Core.Calendar;
using Nec.Integrations.ContractFiles;
using Nec.Worker.Cli;

namespace Nec.Worker.Tests.Cli;

/// <summary>The promises of <c>nec evaluate</c> beyond the vectors: its shapes, options and errors.</summary>
[Collection(CommandLine.Collection)]
public sealed class EvaluateVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Json_has_the_documented_names_and_writes_null_where_nothing_is_known()
    {
        using var newsletter = new Judgement(TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2026-01-01"));

        var finding = await newsletter.On("2026-01-05");

        Assert.Equal(["obligation", "status", "dueOn", "lastOn", "reason", "periods", "steps"], Names(finding));
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("lastOn").ValueKind);
        Assert.Equal("2026-03-31", finding.Text("dueOn"));
        Assert.Equal(["period", "status"], Names(finding.GetProperty("periods")[0]).Take(2));
        Assert.Equal(["step", "sendOn", "post"], Names(finding.GetProperty("steps")[0]));
        Assert.Equal("inspector", finding.GetProperty("steps")[0].Text("post"));
    }

    [Fact]
    public async Task A_target_without_readings_has_a_total_of_null_and_not_of_zero()
    {
        using var likes = new Judgement(TeamFile.Of("likes", TeamFile.Likes, from: "2019-08-02"));

        var finding = await likes.On("2019-09-01");

        Assert.Equal(JsonValueKind.Null, finding.GetProperty("total").ValueKind);
        Assert.Equal(8200, finding.GetProperty("target").GetInt64());
    }

    [Theory]
    [InlineData("2026-02-24T10:00:00Z", "met")]
    [InlineData("2026-02-23T10:00:00Z", "on-track")] // recorded the day after
    public async Task What_was_recorded_after_the_instant_known_at_is_left_out(string knownAt, string status)
    {
        using var newsletter = new Judgement(
            TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2026-01-01"), Lines.Held("newsletter", "2026-02-01", recordedAt: "2026-02-24T09:00:00Z"));

        var finding = await newsletter.On("2026-02-24", null, "--known-at", knownAt);

        Assert.Equal(status, finding.Text("status"));
    }

    [Theory]
    [InlineData("5/1/2026")]
    [InlineData("5 January 2026")]
    public async Task A_day_is_given_as_people_type_it(string on)
    {
        var answer = await CommandLine.Run("evaluate", "--contract", Contract(), "--on", on);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("on 5 January 2026", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("June", "'June' is not a date for --on: this is a month; give its day too, such as 5 June 2026.")]
    [InlineData("20", "'20' is not a date for --on: this is only a number; give day, month and year, such as 05/10/2026 or 2026-10-05.")]
    [InlineData("1/1/1999", "--on is 1/1/1999: give a day of the years 2000 to 2100.")]
    public async Task A_day_that_is_none_is_answered_by_what_is_wrong_with_it(string on, string sentence)
    {
        var answer = await CommandLine.Run("evaluate", "--contract", Contract(), "--on", on);

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bank_holidays_may_come_from_a_file()
    {
        var list = _scratch.Write("bank-holidays.json", """
            {"england-and-wales":{"division":"england-and-wales","events":[{"title":"Invented","date":"2026-03-05","notes":"","bunting":true}]}}
            """);
        using var meeting = new Judgement(TeamFile.Of("meeting", "on: [2026-03-05], remind: [0 days]"));

        Assert.Equal("2026-03-05", (await meeting.On("2026-03-01")).SendOn("due-0")); // a Thursday
        Assert.Equal("2026-03-04", (await meeting.On("2026-03-01", null, "--bank-holidays", list)).SendOn("due-0"));
    }

    [Theory]
    [InlineData("2026-12-01", "2027-05-03", true)] // moved away…
    [InlineData("2026-12-01", "2027-05-07", false)] // …to Friday
    [InlineData("2027-05-03", "2027-05-03", true)]
    [InlineData("2027-05-04", "2027-05-03", false)] // it was past when the list came: it stays
    [InlineData("2026-12-01", "2026-12-25", false)] // a year that the list does not cover
    [InlineData("2026-12-01", "2028-05-01", false)]
    public void A_list_in_a_file_governs_as_one_that_a_worker_fetches(string today, string day, bool worked)
    {
        var list = _scratch.Write("moved.json", """
            {"england-and-wales":{"division":"england-and-wales","events":[{"title":"Early May bank holiday","date":"2027-05-07","notes":"","bunting":true}]}}
            """);
        var contract = ContractFile.Load(Contract()).Contract!; // a good one

        var days = EvaluateVerb.WorkingDaysOf(contract, list, Dates.Parse(today), out var wrong);

        Assert.Equal((null, worked), (wrong, days?.Includes(Dates.Parse(day))));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"england-and-wales\":{\"division\":\"england-and-wales\"}}")]
    [InlineData("{\"scotland\":{\"division\":\"scotland\",\"events\":[]}}")] // not the contract's
    public async Task A_wrong_bank_holiday_file_is_refused_in_a_sentence(string text)
    {
        var answer = await CommandLine.Run("evaluate", "--contract", Contract(), "--on", "2026-03-01", "--bank-holidays", _scratch.Write("list.json", text));

        Assert.Equal(1, answer.Code);
        Assert.Equal("", answer.Out);
        Assert.StartsWith(Path.Combine(_scratch.Folder, "list.json"), Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_says_status_due_date_reason_and_the_next_step()
    {
        var answer = await CommandLine.Run("evaluate", "--contract", Contract(), "--on", "2026-01-05");

        Assert.Equal(0, answer.Code);
        Assert.Equal("", answer.Error);
        Assert.Contains("newsletter: on-track, due 31 March 2026", answer.Out, StringComparison.Ordinal);
        Assert.Contains("next step due-28 on 3 March 2026 to inspector", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_names_are_errors_with_their_lines_and_all_of_them()
    {
        var facts = _scratch.Write("facts.jsonl", string.Join('\n',
            Lines.Held("newsletter", "2026-01-10"), "", Lines.Held("knitting", "2026-01-10"), Lines.Held("clerk-meeting", "2026-01-11", "Atlantis"),
            Lines.Reading("myspace", "2026-01-11T06:15:00Z", 1), Lines.Section("2026-01-11T03:30:00Z", "first").Replace("\"town\"", "\"harbour\"", StringComparison.Ordinal)));

        var contract = _scratch.Write("two.yaml", TeamFile.Team("north", "2026-01-01", $"  - {{ {TeamFile.Line("newsletter")}, {TeamFile.Newsletter} }}\n  - {{ {TeamFile.Line("clerk-meeting")}, {TeamFile.Clerks} }}"));

        var answer = await CommandLine.Run("evaluate", "--contract", contract, "--facts", facts, "--on", "2026-02-01", "--json");

        Assert.Equal(1, answer.Code);
        Assert.Equal("", answer.Out);
        Assert.Collection(
            answer.ErrorLines,
            line => Assert.Matches($"^{facts}:3:\\d+: .*knitting", line),
            line => Assert.Matches($"^{facts}:4:\\d+: .*Atlantis", line),
            line => Assert.Matches($"^{facts}:5:\\d+: .*myspace", line),
            line => Assert.Matches($"^{facts}:6:\\d+: .*harbour", line));
    }

    [Fact]
    public async Task An_invalid_contract_gives_all_its_errors_with_line_and_column()
    {
        var contract = _scratch.Write("bad.yaml", TeamFile.Of("newsletter", "each: fortnight, shoe-size: 9").Replace("version: \"1\"", "version: \"1\"\nto: 2019-13-01", StringComparison.Ordinal));

        var answer = await CommandLine.Run("evaluate", "--contract", contract, "--on", "2026-02-01", "--json");

        Assert.Equal(1, answer.Code);
        Assert.Equal("", answer.Out);
        Assert.All(answer.ErrorLines, line => Assert.Matches($"^{contract}:\\d+:\\d+: .", line));
        Assert.Contains(answer.ErrorLines, line => line.Contains("fortnight", StringComparison.Ordinal));
        Assert.Contains(answer.ErrorLines, line => line.Contains("shoe-size", StringComparison.Ordinal));
        Assert.Contains(answer.ErrorLines, line => line.Contains("2019-13-01", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evaluate", "--on", "2026-02-01")] // no contract
    [InlineData("evaluate", "--contract", "north.yaml")] // no day
    [InlineData("evaluate", "--contract", "north.yaml", "--on", "1 February")]
    [InlineData("evaluate", "--contract", "north.yaml", "--on", "2026-02-30")]
    [InlineData("evaluate", "--contract", "north.yaml", "--on", "9999-12-31")] // the calendar ends there
    [InlineData("evaluate", "--contract", "north.yaml", "--on", "0001-01-01")]
    [InlineData("evaluate", "--contract", "north.yaml", "--on", "2026-02-01", "--known-at", "2026-02-01")] // no instant
    [InlineData("evaluate", "--contract", "file:///tmp/north.yaml", "--on", "2026-02-01")]
    [InlineData("evaluate", "--contract", "north.yaml", "--facts", "FILE:facts.jsonl", "--on", "2026-02-01")]
    [InlineData("evaluate", "--contract", "north.yaml", "--on", "2026-02-01", "--frobnicate")]
    [InlineData("check")]
    [InlineData("check", "file:///tmp/north.yaml")]
    [InlineData("page", "file:///tmp/page.html", "--section", "Our priorities")]
    [InlineData("page", "page.html")]
    [InlineData("import", "file:///tmp/facts.jsonl")]
    [InlineData("record", "newsletter", "--on", "2026-02-01", "--outcome", "dreamt")]
    [InlineData("record", "newsletter", "--outcome", "held")]
    [InlineData("demo", "--from", "2018-01-01", "--no-wait")]
    [InlineData("demo", "--from", "2020-02-02", "--to", "2020-02-01", "--no-wait")]
    [InlineData("jobs", "frobnicate")]
    [InlineData("frobnicate")]
    public async Task Wrong_usage_is_2_with_a_sentence_on_stderr_and_nothing_on_stdout(params string[] arguments)
    {
        var answer = await CommandLine.Run(arguments);

        Assert.Equal(2, answer.Code);
        Assert.Equal("", answer.Out);
        Assert.False(string.IsNullOrWhiteSpace(Assert.Single(answer.ErrorLines)));
    }

    [Fact]
    public async Task Mail_cannot_be_kept_in_a_file_and_that_is_said_before_a_year_is_played()
    {
        var answer = await CommandLine.Run("demo", "--no-wait", "--keep-mail", _scratch.Write("mail", "not a folder"));

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Contains("--keep-mail", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("evaluate")]
    public async Task A_missing_file_is_named(string verb)
    {
        var path = Path.Combine(_scratch.Folder, "nowhere.yaml");

        var answer = await CommandLine.Run(verb == "check" ? ["check", path] : ["evaluate", "--contract", path, "--on", "2026-02-01"]);

        Assert.Equal(1, answer.Code);
        Assert.Equal("", answer.Out);
        Assert.StartsWith($"{path}:1:1: ", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_fact_file_is_named()
    {
        var path = Path.Combine(_scratch.Folder, "nowhere.jsonl");

        var answer = await CommandLine.Run("evaluate", "--contract", Contract(), "--facts", path, "--on", "2026-02-01");

        Assert.Equal(1, answer.Code);
        Assert.StartsWith($"{path}:1:1: ", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("check")]
    [InlineData("evaluate")]
    [InlineData("record")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("preview")]
    [InlineData("page")]
    [InlineData("jobs")]
    [InlineData("doctor")]
    public async Task Every_verb_has_help(string verb)
    {
        var answer = await CommandLine.Run(verb, "--help");

        Assert.Equal(0, answer.Code);
        Assert.Contains(verb, answer.Out, StringComparison.Ordinal);
        Assert.Equal("", answer.Error);
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(property => property.Name);

    private string Contract() => _scratch.Write("north.yaml", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2026-01-01"));
}
