using Dapper;
using Nec.Testing;

namespace Nec.Worker.Tests.Cli;

/// <summary>The verbs that work on the team's database, each as a process of its own.</summary>
public sealed class StoredFactsTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private TestDatabase _database = null!; // made before each test

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.Create(TestContext.Current.CancellationToken);
        _scratch.Write("contracts/north.yaml", TeamFile.Team("north", "2019-01-01",
            $"  - {{ {TeamFile.Line("newsletter")}, {TeamFile.Newsletter} }}\n  - {{ {TeamFile.Line("clerk-meeting")}, {TeamFile.Clerks} }}\n  - {{ {TeamFile.Line("likes")}, {TeamFile.Likes} }}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task What_is_recorded_is_exported_as_a_line_that_can_be_judged_again()
    {
        var recorded = await Nec("record", "clerk-meeting/lyme-regis", "--on", "2024-05-14", "--outcome", "held", "--note", "Briefed on sheds", "--feedback", "Fine");
        var exported = await Nec("export", "north");

        Assert.Equal((0, ""), (recorded.Code, recorded.Error));
        Assert.Contains("14 May 2024", recorded.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (exported.Code, exported.Error));
        var line = Assert.Single(exported.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var fact = System.Text.Json.JsonDocument.Parse(line).RootElement;
        Assert.Equal(("occurrence", "clerk-meeting", "Lyme Regis"), (fact.Text("fact"), fact.Text("commitment"), fact.Text("place")));
        Assert.Equal(("2024-05-14", "held", "Briefed on sheds", "Fine"), (fact.Text("occurredOn"), fact.Text("outcome"), fact.Text("note"), fact.Text("feedback")));

        var judged = await Nec("evaluate", "--contract", Path.Combine(_scratch.Folder, "contracts", "north.yaml"), "--facts", _scratch.Write("out.jsonl", line), "--on", "2024-06-01", "--json");
        var finding = Assert.Single(judged.Json.GetProperty("findings").EnumerateArray(), finding => finding.Text("obligation") == "clerk-meeting/lyme-regis");
        Assert.Equal(("on-track", "2024-05-14", "2024-11-14"), (finding.Text("status"), finding.Text("lastOn"), finding.Text("dueOn")));
    }

    [Fact]
    public async Task The_same_record_twice_is_one_fact_however_its_day_is_typed()
    {
        await Nec("record", "newsletter", "--on", "14/5/2024", "--outcome", "held", "--reason", "found in the diary");
        var again = await Nec("record", "newsletter", "--on", "2024-05-14", "--outcome", "held", "--reason", "found in the diary");

        Assert.Equal(0, again.Code);
        Assert.Contains("already", again.Out, StringComparison.Ordinal);
        Assert.Equal(1, await Facts());
    }

    [Fact]
    public async Task What_is_said_after_a_record_is_how_that_team_stands_and_no_other_with_the_same_promise()
    {
        _scratch.Write("contracts/east.yaml", TeamFile.Team("east", "2099-01-01", $"  - {{ {TeamFile.Line("newsletter")}, {TeamFile.Newsletter} }}"));

        var recorded = await Nec("record", "newsletter", "--on", "2024-05-14", "--outcome", "held", "--reason", "found in the diary", "--team", "north");

        Assert.Equal((0, ""), (recorded.Code, recorded.Error));
        Assert.Contains("It now stands at", recorded.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("not-started", recorded.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "clerk-meeting/atlantis", "2024-05-14", "north", "clerk-meeting/sherborne")] // says which there are
    [InlineData(1, "newsletter", "2024-05-14", "south", "north")]
    [InlineData(2, "newsletter", "2099-01-01", "north", "The day must be today")]
    [InlineData(2, "newsletter", "2018-12-31", "north", "1 January 2019 or later: the contract began then (--on)")]
    [InlineData(2, "clerk-meeting/sherborne", "2018-12-31", "north", "1 January 2019 or later")]
    [InlineData(2, "likes", "2019-05-14", "north", "the counts decide")]
    public async Task What_cannot_have_happened_is_not_recorded(int code, string obligation, string on, string team, string said)
    {
        var answer = await Nec("record", obligation, "--on", on, "--outcome", "held", "--team", team);

        Assert.Equal((code, ""), (answer.Code, answer.Out));
        Assert.Contains(said, Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, await Facts());
    }

    [Fact]
    public async Task A_file_imported_twice_adds_nothing_and_what_was_exported_is_known()
    {
        var file = _scratch.Write("facts.jsonl", string.Join('\n',
            Lines.Held("newsletter", "2024-02-14"), Lines.Held("clerk-meeting", "2024-05-14", "Sherborne"), Lines.Reading("bridport", "2024-05-14T06:15:00Z", 2600)));

        var first = await Nec("import", file);
        var second = await Nec("import", file);
        var exported = await Nec("export", "north");
        var third = await Nec("import", _scratch.Write("exported.jsonl", exported.Out));

        Assert.Equal((0, "3 facts imported into north."), (first.Code, first.Out.Split('\n')[0]));
        Assert.Equal((0, "0 facts imported into north, 3 known already."), (second.Code, second.Out.Trim()));
        Assert.Equal((0, "0 facts imported into north, 3 known already."), (third.Code, third.Out.Trim()));
        Assert.Equal(3, await Facts());
    }

    [Theory]
    [InlineData("newsletter", "1999-01-01", null, "the day must be 1 January 2019 or later")]
    [InlineData("newsletter", "2099-01-01", null, "1 January 2099 has not come yet")]
    [InlineData("likes", "2019-05-14", null, "the counts decide")]
    public async Task What_may_not_be_recorded_may_not_be_imported(string commitment, string on, string? place, string said)
    {
        var jsonl = _scratch.Write("facts.jsonl", string.Join('\n', Lines.Held("newsletter", "2024-02-14"), Lines.Held(commitment, on, place)));
        var csv = _scratch.Write("facts.csv", $"fact,commitment,occurredOn,outcome\noccurrence,newsletter,2024-02-14,held\noccurrence,{commitment},{on},held\n");
        foreach (var (file, line) in new[] { (jsonl, 2), (csv, 3) })
        {
            var answer = await Nec("import", file);

            Assert.Equal((1, ""), (answer.Code, answer.Out));
            Assert.Contains(answer.ErrorLines, error => error.StartsWith($"{file}:{line}:", StringComparison.Ordinal) && error.Contains(said, StringComparison.Ordinal));
        }

        Assert.Equal(0, await Facts());
    }

    [Fact]
    public async Task One_bad_line_imports_nothing()
    {
        var file = _scratch.Write("facts.jsonl", string.Join('\n', Lines.Held("newsletter", "2024-02-14"), Lines.Held("newsletter", "2024-02-30"), Lines.Held("knitting", "2024-02-14")));

        var answer = await Nec("import", file);

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Contains(answer.ErrorLines, line => line.StartsWith($"{file}:2:", StringComparison.Ordinal));
        Assert.Contains(answer.ErrorLines, line => line.StartsWith($"{file}:3:", StringComparison.Ordinal) && line.Contains("knitting", StringComparison.Ordinal));
        Assert.Equal(0, await Facts());
    }

    [Fact]
    public async Task A_preview_shows_whole_notices_and_writes_none()
    {
        var today = (await Nec("preview", "--json")).Json.Text("on")!;
        var wednesday = DateOnly.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        wednesday = wednesday.AddDays(((int)DayOfWeek.Wednesday - (int)wednesday.DayOfWeek + 7) % 7); // the day of the chief inspector's list: nothing was ever done here

        var answer = await Nec("preview", "--on", wednesday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "--json");
        var text = await Nec("preview", "--on", wednesday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        var notice = Assert.Single(answer.Json.GetProperty("notices").EnumerateArray(), notice => notice.Text("to") == "chief@example.org");
        Assert.Equal(["kind", "to", "subject", "messageId", "headers", "text", "html"], notice.EnumerateObject().Select(property => property.Name));
        Assert.Equal("auto-generated", notice.GetProperty("headers").Text("Auto-Submitted"));
        Assert.Contains("overdue", notice.Text("text"), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("<!DOCTYPE html>", notice.Text("html"), StringComparison.Ordinal);
        Assert.Contains($"Subject: {notice.Text("subject")}", text.Out, StringComparison.Ordinal);
        Assert.Equal(0, await _database.DataSource.CreateCommand("select count(*)::int from nec.notice").ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_preview_of_the_past_is_wrong_usage()
    {
        var answer = await Nec("preview", "--on", "2020-01-01");

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Contains("1 January 2020", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_of_a_database_where_no_worker_ran_are_none_and_said_so()
    {
        var list = await Nec("jobs");
        var json = await Nec("jobs", "--json");
        var run = await Nec("jobs", "run", "CheckPages");

        Assert.Equal(0, list.Code);
        Assert.Contains("nec run", list.Out, StringComparison.Ordinal);
        Assert.Empty(json.Json.GetProperty("jobs").EnumerateArray());
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Contains("CheckPages", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private async Task<int> Facts()
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<int>("select count(*)::int from nec.fact");
    }

    private async Task<Answer> Nec(params string[] arguments) => (await NecProcess.Run(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Nec"] = _database.ConnectionString, ["Contracts__Folder"] = Path.Combine(_scratch.Folder, "contracts") },
        _scratch.Folder, arguments)).Answer;
}
