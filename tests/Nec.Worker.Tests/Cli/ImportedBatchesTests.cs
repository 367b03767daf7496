using System.Text.RegularExpressions;
using Dapper;
using Nec.Testing;

namespace Nec.Worker.Tests.Cli;

/// <summary>CSV in, and imports undone; each verb as a process of its own.</summary>
public sealed partial class ImportedBatchesTests : IAsyncLifetime
{
    private const string Csv =
        """"
        fact;commitment;place;occurredOn;outcome;note;account;metric;at;count
        occurrence;newsletter;;14/02/2024;report-sent;;;;;
        occurrence;clerk-meeting;Lyme Regis;2024-05-14;held;"Talked of sheds;
        and ""more""";;;;
        reading;;;;;;bridport;page-likes;14/05/2024 06:15;2600
        """";

    private readonly Scratch _scratch = new();
    private TestDatabase _database = null!; // made before each test

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.Create(TestContext.Current.CancellationToken);
        _scratch.Write("contracts/north.yaml", TeamFile.Team("north", "2019-01-01",
            $"  - {{ {TeamFile.Line("newsletter")}, {TeamFile.Newsletter} }}\n  - {{ {TeamFile.Line("clerk-meeting")}, {TeamFile.Clerks} }}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_CSV_file_is_imported_once_undone_once_and_may_come_again()
    {
        var file = _scratch.Write("meetings.csv", Csv);

        var first = await Nec("import", file);
        Assert.Equal((0, "3 facts imported into north.", ""), (first.Code, first.Out.Split('\n')[0], first.Error));
        Assert.Equal("0 facts imported into north, 3 known already.", (await Nec("import", file)).Out.Trim());
        Assert.Equal((3, "on-track"), (await Exported(), await Status("clerk-meeting/lyme-regis", "2024-06-01")));

        var batch = Batch().Match(first.Out).Groups["batch"].Value;
        var undone = await Nec("import", "--undo", batch, "--reason", "last year's file");
        Assert.Equal((0, ""), (undone.Code, undone.Error));
        Assert.StartsWith($"3 facts of '{batch}' withdrawn from north", undone.Out, StringComparison.Ordinal);
        Assert.Equal((0, "no-record"), (await Exported(), await Standing("clerk-meeting/lyme-regis")));

        var twice = await Nec("import", "--undo", batch, "--reason", "again");
        Assert.Equal((1, ""), (twice.Code, twice.Out));
        Assert.Contains("undone already", Assert.Single(twice.ErrorLines), StringComparison.Ordinal);

        Assert.Equal("3 facts imported into north.", (await Nec("import", file)).Out.Split('\n')[0]);
        Assert.Equal(3, await Exported());
        var batches = (await Nec("import", "--list", "--json")).Json.GetProperty("batches").EnumerateArray().ToList();
        Assert.Equal([(batch, 3, 3), (batches[1].Text("batch")!, 3, 0)], batches.Select(one => (one.Text("batch")!, one.GetProperty("facts").GetInt32(), one.GetProperty("withdrawn").GetInt32())));
        Assert.Contains($"{batch}: 3 facts, 3 withdrawn", (await Nec("import", "--list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_bad_row_is_named_and_nothing_is_imported()
    {
        var file = _scratch.Write("meetings.csv", Csv.Replace("14/02/2024", "31/02/2024", StringComparison.Ordinal).Replace("2600", "many", StringComparison.Ordinal));

        var answer = await Nec("import", file);

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith($"{file}:2:24: ", answer.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:5:51: ", answer.ErrorLines[1], StringComparison.Ordinal);
        Assert.Equal("Nothing was imported.", answer.ErrorLines[2]);
        Assert.Equal(0, await Exported());
    }

    [Theory]
    [InlineData(2, "--reason", "import", "--undo", "x")]
    [InlineData(2, "--undo", "import")]
    [InlineData(2, "--undo", "import", "f.csv", "--list")]
    [InlineData(1, "--list", "import", "--undo", "x", "--reason", "y")]
    public async Task What_cannot_be_undone_is_said_in_a_sentence(int code, string said, params string[] arguments)
    {
        var answer = await Nec(arguments);

        Assert.Equal((code, ""), (answer.Code, answer.Out));
        Assert.Contains(said, Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_calendar_address_is_made_for_who_answers_for_something_and_ended()
    {
        var made = await Nec("calendar", "Inspector@example.org");
        var unknown = await Nec("calendar", "nobody@example.org");
        var ended = await Nec("calendar", "inspector@example.org", "--revoke");
        var again = await Nec("calendar", "inspector@example.org", "--revoke");

        Assert.Equal(0, made.Code);
        Assert.Matches("^https?://[^/]+/calendar/[A-Za-z0-9_-]{43}\\.ics\n$", made.Out);
        Assert.Equal((1, ""), (unknown.Code, unknown.Out));
        Assert.Contains("nobody@example.org", Assert.Single(unknown.ErrorLines), StringComparison.Ordinal);
        Assert.Equal((0, "1 calendar of inspector@example.org ended.\n"), (ended.Code, ended.Out));
        Assert.Equal((1, ""), (again.Code, again.Out));
    }

    private async Task<int> Exported() => (await Nec("export", "north")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private async Task<string?> Status(string obligation, string on)
    {
        var judged = await Nec("evaluate", "--contract", Path.Combine(_scratch.Folder, "contracts", "north.yaml"), "--facts", _scratch.Write("out.jsonl", (await Nec("export", "north")).Out), "--on", on, "--json");
        return judged.Json.GetProperty("findings").EnumerateArray().Single(finding => finding.Text("obligation") == obligation).Text("status");
    }

    private async Task<string?> Standing(string obligation)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<string>("select case when last_on is null then 'no-record' else status end from nec.finding where obligation = @obligation", new { obligation });
    }

    private async Task<Answer> Nec(params string[] arguments) => (await NecProcess.Run(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Nec"] = _database.ConnectionString, ["Contracts__Folder"] = Path.Combine(_scratch.Folder, "contracts") },
        _scratch.Folder, arguments)).Answer;

    [GeneratedRegex("--undo '(?<batch>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Batch();
}
