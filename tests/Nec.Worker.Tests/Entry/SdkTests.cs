namespace Nec.Worker.Tests.Entry;

/// <summary>The .NET SDK where neither the machine nor apt-get has one.</summary>
public sealed class SdkTests : IDisposable
{
    private const string ByHand = "curl --proto =https -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0";

    private readonly FreshMachine machine = new();

    public SdkTests()
    {
        machine.HasPostgreSql(15);
        Microsoft.Serves(machine);
    }

    public void Dispose() => machine.Dispose();

    [Fact]
    public async Task The_newest_release_that_global_json_allows_comes_from_Microsoft_and_the_verb_runs()
    {
        var answer = await machine.Nec("demo", "--no-wait");

        Assert.Equal((0, "nec ran demo --no-wait\n"), (answer.Code, answer.Out));
        var announced = $"nec: To install from Microsoft: the .NET SDK that global.json asks for, into {machine.At("home/.dotnet")} (about";
        Assert.StartsWith(announced, answer.Error, StringComparison.Ordinal);
        Assert.Contains($"nec: Fetching the .NET SDK {Microsoft.Newest}.", answer.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(machine.At($"home/.dotnet/sdk/{Microsoft.Newest}")));
        Assert.Contains("https://builds.dotnet.microsoft.com/dotnet/release-metadata/10.0/releases.json", machine.Calls, StringComparison.Ordinal);
        var fetched = machine.Calls.Split('\n').Where(call => call.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, fetched.Count);
        Assert.All(fetched, call => Assert.Contains("--proto =https", call, StringComparison.Ordinal));
        AssertNothingHalfDone();
    }

    [Fact]
    public async Task A_second_start_fetches_and_builds_nothing()
    {
        await machine.Nec("demo");
        File.Delete(machine.At("calls"));

        var answer = await machine.Nec("demo");

        Assert.Equal((0, "nec ran demo\n", "", ""), (answer.Code, answer.Out, answer.Error, machine.Calls));
    }

    [Fact]
    public async Task What_else_is_in_the_folder_stays_with_a_newer_host()
    {
        machine.WriteProgram("home/.dotnet/dotnet", $"[[ $1 != --version ]] || echo {Microsoft.Newest}; exit 0");
        machine.Write("home/.dotnet/host/fxr/11.0.1/libhostfxr.so", "");
        machine.Write("home/.dotnet/sdk/11.0.100/dotnet.dll", "");
        var host = await File.ReadAllTextAsync(machine.At("home/.dotnet/dotnet"), TestContext.Current.CancellationToken);

        await machine.Nec("demo");

        Assert.Equal(host, await File.ReadAllTextAsync(machine.At("home/.dotnet/dotnet"), TestContext.Current.CancellationToken));
        Assert.True(File.Exists(machine.At("home/.dotnet/sdk/11.0.100/dotnet.dll")));
        Assert.True(Directory.Exists(machine.At($"home/.dotnet/sdk/{Microsoft.Newest}")));
    }

    [Theory]
    [InlineData("latestPatch", "10.0.200", Microsoft.Newest)]
    [InlineData("latestFeature", "10.0.150", Microsoft.Newest)]
    [InlineData("disable", Microsoft.Newest, Microsoft.Newest)]
    [InlineData("latestPatch", "10.0.206", null)] // Newest is older than that
    [InlineData("disable", "10.0.204", null)] // that very one
    [InlineData("latestFeature", "10.0.300", null)] // a preview is no release
    public async Task Global_json_decides_which(string rollForward, string version, string? fetched)
    {
        machine.Write("clone/global.json", $$"""{ "sdk": { "version": "{{version}}", "rollForward": "{{rollForward}}" } }""");

        var answer = await machine.Nec("demo");

        Assert.Equal(fetched is null ? 3 : 0, answer.Code);
        var said = fetched is null ? $"names no SDK {version} or later for linux-x64" : $"Fetching the .NET SDK {fetched}.";
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_network_it_is_one_sentence_with_the_command()
    {
        File.Delete(machine.At("served/releases.json"));
        await Fails("releases.json could not be fetched whole (curl: (6) Could not resolve host); behind a proxy, set https_proxy.");
    }

    [Fact]
    public async Task A_cut_download_is_no_SDK()
    {
        machine.Write(Microsoft.Archive(Microsoft.Newest) + ".cut", "");
        await Fails("could not be fetched whole (curl: (18) transfer closed");
    }

    [Theory]
    [InlineData(-1)] // cut, and nobody said so
    [InlineData(1)] // as many bytes, and one of them another
    public async Task A_download_that_is_not_the_published_one_is_no_SDK(int change)
    {
        var path = machine.At(Microsoft.Archive(Microsoft.Newest));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, change < 0 ? bytes[..^5] : bytes, TestContext.Current.CancellationToken);
        await Fails("its SHA-512 is not the published one");
    }

    [Fact]
    public async Task An_SDK_that_gives_another_version_is_not_kept()
    {
        Microsoft.Serves(machine, given: "broken");
        await Fails("it does not start (broken)");
    }

    [Fact]
    public async Task A_home_that_cannot_be_written_is_said()
    {
        machine.Settings["HOME"] = "/proc"; // where not even root makes a folder
        await Fails("/proc/.dotnet cannot be written.");
    }

    [Fact]
    public async Task A_full_disk_is_said_before_anything_is_fetched()
    {
        File.Delete(machine.At("bin/df"));
        machine.StandIn("df", "printf 'Filesystem 1024-blocks Used Available\\nx 9 9 400000\\n'");

        var answer = await machine.Nec("demo");

        Assert.Equal(3, answer.Code);
        var full = $"nec: The disk is full: 950 MB are needed under {machine.At("home/.dotnet")}, and 400 MB are free. Make room and run this again.\n";
        Assert.EndsWith(full, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("curl", machine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NEC_SKIP_INSTALL_leaves_it_to_a_person()
    {
        machine.Settings["NEC_SKIP_INSTALL"] = "1";

        var answer = await machine.Nec("demo");

        Assert.Equal((3, $"nec: Missing: the .NET 10 SDK, and NEC_SKIP_INSTALL=1. Run: {ByHand}\n", ""), (answer.Code, answer.Error, machine.Calls));
    }

    [Theory]
    [InlineData("n\n", 3)]
    [InlineData("\n", 0)]
    [InlineData("yes\n", 0)]
    public async Task On_a_terminal_it_asks_first(string typed, int code)
    {
        var answer = await machine.NecAtTerminal(typed, "demo");

        Assert.Equal(code, answer.Code);
        Assert.Contains("nec: Go on? [Y/n]", answer.Out, StringComparison.Ordinal);
        Assert.Equal(code != 0, answer.Out.Contains($"nec: Nothing was installed. By hand: {ByHand}", StringComparison.Ordinal));
        Assert.Equal(code != 0, machine.Calls.Length == 0);
    }

    private async Task Fails(string why)
    {
        var answer = await machine.Nec("demo");

        Assert.Equal((3, ""), (answer.Code, answer.Out));
        Assert.Contains(why, answer.Error, StringComparison.Ordinal);
        Assert.EndsWith($" By hand: {ByHand}\n", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(machine.At("home/.dotnet/sdk")), "nothing may look complete");
        AssertNothingHalfDone();
    }

    private void AssertNothingHalfDone()
    {
        if (Directory.Exists(machine.At("home/.dotnet")))
        {
            Assert.Empty(Directory.GetFileSystemEntries(machine.At("home/.dotnet"), ".nec-next-*"));
        }
    }
}
