using Nec.Simulator;

namespace Nec.Worker.Tests.Cli;

/// <summary><c>nec new</c>, as a process of its own against the simulated data.police.uk.</summary>
public sealed class NewVerbTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private OutsideWorld _world = null!; // set before every test

    public async ValueTask InitializeAsync() => _world = await OutsideWorld.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_whole_force_is_drafted_a_file_each_and_every_file_passes_the_check()
    {
        var drafted = await New("--force", "dorset", "--all", "--out", "drafts", "--json");
        var files = Directory.GetFiles(Path.Combine(_scratch.Folder, "drafts"));
        var checkedFiles = await NecProcess.Run(new Dictionary<string, string>(StringComparer.Ordinal), _scratch.Folder, ["check", .. files]);

        Assert.Equal((0, ""), (drafted.Code, drafted.Error));
        Assert.Equal(6, drafted.Json.GetProperty("written").GetArrayLength());
        Assert.Equal(("WD-BRIDPORT", Path.Combine("drafts", "dorset-wd-bridport.yaml")), (drafted.Json.GetProperty("written")[0].Text("neighbourhood"), drafted.Json.GetProperty("written")[0].Text("file")));
        Assert.Equal(6, files.Length);
        Assert.Equal((0, ""), (checkedFiles.Code, checkedFiles.Error));
    }

    [Fact]
    public async Task What_is_there_is_left_alone_unless_asked_and_the_day_is_taken_as_given()
    {
        var path = _scratch.Write("dorset-nx01.yaml", "kept");

        var kept = await New("--force", "dorset", "--neighbourhood", "NX01");
        Assert.Equal((1, "kept"), (kept.Code, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));
        Assert.Contains("--replace", Assert.Single(kept.ErrorLines), StringComparison.Ordinal);

        var replaced = await New("--force", "dorset", "--neighbourhood", "NX01", "--replace", "--from", "2026-04-01");
        Assert.Equal(0, replaced.Code);
        Assert.Contains("from: 2026-04-01\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dorset", "wd-bridport", "dorset has no neighbourhood 'wd-bridport' (did you mean “WD-BRIDPORT, Bridport”?): ids are compared with their case, and --all drafts all 6.")]
    [InlineData("dorset", "Sherborne", "dorset has no neighbourhood 'Sherborne' (did you mean “WD-SHERBORNE, Sherborne”?): ids are compared with their case, and --all drafts all 6.")]
    [InlineData("dorste", "X", "data.police.uk knows no force 'dorste' (did you mean “dorset, Dorset Police”?).")]
    [InlineData("kent", "X", "data.police.uk lists no neighbourhoods of kent.")]
    public async Task The_unknown_is_one_sentence_with_what_is_near(string force, string neighbourhood, string sentence)
    {
        var answer = await New("--force", force, "--neighbourhood", neighbourhood);

        Assert.Equal((1, "", sentence), (answer.Code, answer.Out, Assert.Single(answer.ErrorLines)));
    }

    [Fact]
    public async Task A_silent_source_is_3_and_one_silent_neighbourhood_leaves_the_others_drafted()
    {
        _world.PoliceUk.Fail(PoliceUkFault.Outage());
        var silent = await New("--force", "dorset", "--all");
        _world.PoliceUk.Fail(PoliceUkFault.BadGateway(), path: "/api/dorset/WD-SHERBORNE");
        var partly = await New("--force", "dorset", "--all", "--json");

        Assert.Equal((3, ""), (silent.Code, silent.Out));
        Assert.StartsWith("data.police.uk: HTTP 503.", Assert.Single(silent.ErrorLines), StringComparison.Ordinal);
        Assert.Equal((3, 5), (partly.Code, partly.Json.GetProperty("written").GetArrayLength()));
        Assert.Equal(("WD-SHERBORNE", "HTTP 502"), (partly.Json.GetProperty("failed")[0].Text("neighbourhood"), partly.Json.GetProperty("failed")[0].Text("reason")));
    }

    [Fact]
    public async Task Without_a_network_it_is_3_with_one_sentence_and_nothing_is_written()
    {
        _world.PoliceUk.IsDark = true;

        var answer = await New("--force", "dorset", "--all", "--out", "drafts");

        Assert.Equal((3, "", "data.police.uk: no reply. Try again later, or see what nec doctor says."), (answer.Code, answer.Out, Assert.Single(answer.ErrorLines)));
        Assert.False(Directory.Exists(Path.Combine(_scratch.Folder, "drafts")));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("neighbourhoods")]
    public async Task What_is_no_id_is_not_asked_about(string force)
    {
        var answer = await New("--force", force, "--all");

        Assert.Equal((1, "", "--force must be a force's id at data.police.uk, such as dorset: no id holds slashes, two dots or control characters.", 0), (answer.Code, answer.Out, Assert.Single(answer.ErrorLines), _world.PoliceUk.Requests));
    }

    [Fact]
    public async Task A_draft_says_what_is_left_to_fill_in()
    {
        await New("--force", "dorset", "--neighbourhood", "WD-BRIDPORT");

        var text = await File.ReadAllTextAsync(Path.Combine(_scratch.Folder, "dorset-wd-bridport.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("Add what this team has promised, say who holds its posts", text, StringComparison.Ordinal);
        Assert.Contains("# holders: [{ name: Sam Field, email: sam.field@example.org, from: ", text, StringComparison.Ordinal);
        Assert.Contains("# the headings to watch: sections: { priorities: \"Our priorities\" }", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("--neighbourhood", "NX01", "--all")]
    public async Task One_or_all_must_be_said(params string[] which)
    {
        var answer = await New(["--force", "dorset", .. which]);

        Assert.Equal(2, answer.Code);
        Assert.Equal(0, _world.PoliceUk.Requests);
    }

    private async Task<Answer> New(params string[] arguments)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PoliceUk__BaseAddress"] = _world.PoliceUk.BaseAddress,
            ["Http__AllowedPrivateHosts__0"] = "127.0.0.1",
            ["Http__PerHostPerSecond"] = "0",
            ["Http__Retries"] = "0",
        };
        return (await NecProcess.Run(settings, _scratch.Folder, ["new", .. arguments])).Answer;
    }
}
