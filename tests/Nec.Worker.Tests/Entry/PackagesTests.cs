namespace Nec.Worker.Tests.Entry;

/// <summary>What a verb needs is said first, and is installed with apt-get where that may be.</summary>
public sealed class PackagesTests : IDisposable
{
    private readonly FreshMachine machine = new();

    public PackagesTests()
    {
        Microsoft.Serves(machine);
        Microsoft.Unpack(machine, "system/usr/share/dotnet");
        AptGet.Is(
            machine,
            ("postgresql", "15+248"), ("chromium", "150.0"), ("dovecot-imapd", "2.3.19"), ("openssl", "3.0"), ("ca-certificates", "2023"), ("nodejs", "18.20.4"), ("npm", "9.2"));
    }

    public void Dispose() => machine.Dispose();

    [Fact]
    public async Task A_demo_needs_PostgreSQL_and_no_Chromium()
    {
        var answer = await machine.Nec("demo");

        Assert.Equal((0, "nec ran demo\n"), (answer.Code, answer.Out));
        const string Announced = "nec: To install with apt-get: openssl ca-certificates postgresql (4 packages, 6 MB to fetch, 16 MB on the disk).\n";
        Assert.Contains(Announced, answer.Error, StringComparison.Ordinal);
        Assert.Contains("install -y --no-install-recommends openssl ca-certificates postgresql\n", machine.Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("chromium", machine.Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("nodejs", machine.Calls, StringComparison.Ordinal);
        var settings = machine.At("system/etc/postgresql-common/createcluster.conf");
        Assert.Equal("create_main_cluster = false\n", await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_benchmark_is_built_with_the_program_that_it_measures()
    {
        var answer = await machine.Nec("bench", "engine", "start");

        Assert.Equal((0, "bench ran engine start\n"), (answer.Code, answer.Out));
        Assert.True(File.Exists(machine.At("clone/artifacts/nec/current/nec.dll")));
        Assert.Contains("openssl ca-certificates postgresql\n", machine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_asks_apt_nothing_and_says_nothing()
    {
        await machine.Nec("demo");
        File.Delete(machine.At("calls"));

        var answer = await machine.Nec("demo");

        Assert.Equal((0, "nec ran demo\n", "", ""), (answer.Code, answer.Out, answer.Error, machine.Calls));
    }

    [Fact]
    public async Task Tests_wish_for_Chromium_and_go_on_without_it()
    {
        machine.HasPostgreSql(16);

        var answer = await machine.Nec("test");
        Assert.Contains("To install with apt-get: openssl ca-certificates dovecot-imapd chromium (", answer.Error, StringComparison.Ordinal);

        AptGet.Is(machine);
        answer = await machine.Nec("test");
        const string Without = "nec: Chromium is missing, and apt-get does not offer it: install any Chromium or Chrome. Going on without it.\n";
        Assert.Contains(Without, answer.Error, StringComparison.Ordinal);
        Assert.Contains("Building everything", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_server_of_the_tests_is_started_by_the_tests_alone()
    {
        await machine.Nec("test");

        foreach (var unit in new[] { "dovecot.service", "dovecot.socket" })
        {
            Assert.Equal("/dev/null", new FileInfo(machine.At($"system/etc/systemd/system/{unit}")).LinkTarget);
        }

        Assert.Equal("ENABLED=0\n", await File.ReadAllTextAsync(machine.At("system/etc/default/dovecot"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_mail_server_the_tests_do_not_run()
    {
        AptGet.Is(machine, ("postgresql", "15+248"), ("chromium", "150.0"), ("openssl", "3.0"), ("ca-certificates", "2023"));

        var answer = await machine.Nec("test");

        Assert.Equal(3, answer.Code);
        const string Words = "nec: Dovecot's IMAP server is missing, which the tests read a mailbox from, and apt-get does not offer it: install dovecot-imapd.\n";
        Assert.Contains(Words, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_root_one_sentence_has_the_command()
    {
        var answer = await machine.NecWithoutRoot("demo");

        Assert.Equal(
            (3, "nec: Missing: openssl, ca-certificates, postgresql, and installing packages needs root. "
                + "Run: (as root) apt-get update && apt-get install -y --no-install-recommends openssl ca-certificates postgresql\n"),
            (answer.Code, answer.Error));
        Assert.DoesNotContain("apt-get", machine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NEC_SKIP_INSTALL_installs_nothing()
    {
        machine.Settings["NEC_SKIP_INSTALL"] = "1";

        var answer = await machine.Nec("run");

        Assert.Equal(3, answer.Code);
        Assert.Contains("NEC_SKIP_INSTALL=1. Run: ", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("apt-get", machine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_apt_get_is_told_where_to_get_it()
    {
        File.Delete(machine.At("bin/apt-get"));

        await Refuses("nec: PostgreSQL 15 or later is needed, and there is no apt-get to install it: add the packages of postgresql.org (Download, Linux), "
            + "or set ConnectionStrings__Nec to a server that runs.\n");
    }

    [Fact]
    public async Task A_server_of_ones_own_needs_no_PostgreSQL_here()
    {
        File.Delete(machine.At("bin/apt-get"));
        machine.Settings["ConnectionStrings__Nec"] = "Host=db.example.org";

        Assert.Equal(0, (await machine.Nec("run")).Code);
    }

    [Fact]
    public async Task An_older_PostgreSQL_is_named_when_there_is_no_newer_one()
    {
        machine.HasPostgreSql(13);
        AptGet.Is(machine, ("postgresql", "13+225"), ("openssl", "3.0"), ("ca-certificates", "2023"));

        await Refuses("nec: PostgreSQL 15 or later is needed (13 is here), and apt-get does not offer it: add the packages of postgresql.org (Download, Linux), "
            + "or set ConnectionStrings__Nec to a server that runs.\n");
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(14, true)] // the newer one is installed beside it
    public async Task Of_two_PostgreSQL_the_newer_one_counts(int second, bool installs)
    {
        machine.HasPostgreSql(13);
        machine.HasPostgreSql(second);

        var answer = await machine.Nec("demo");

        Assert.Equal(0, answer.Code);
        Assert.Equal(installs, machine.Calls.Contains("ca-certificates postgresql", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_is_said_before_anything_is_installed()
    {
        File.Delete(machine.At("bin/df"));
        machine.StandIn("df", "printf 'Filesystem 1024-blocks Used Available\\nx 9 9 20000\\n'");

        await Refuses($"nec: The disk is full: 22 MB are needed under {machine.At("system/usr")}, and 20 MB are free. Make room and run this again.\n");
        Assert.DoesNotContain("install -y", machine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mirrors_that_do_not_answer_are_named_with_the_proxy_variables()
    {
        machine.Write("no-mirror", "");
        AptGet.Is(machine, ("openssl", "3.0"), ("ca-certificates", "2023"));

        await Refuses("nec: PostgreSQL 15 or later is needed, and apt-get could not reach its mirrors (behind a proxy, set http_proxy and https_proxy) to offer it: "
            + "add the packages of postgresql.org (Download, Linux), or set ConnectionStrings__Nec to a server that runs.\n");
    }

    [Fact]
    public async Task An_installation_that_fails_is_told_in_the_words_of_apt_get()
    {
        machine.Write("broken", "");

        await Refuses("nec: apt-get could not install openssl ca-certificates postgresql (E: Sub-process dpkg returned an error code (1)); "
            + $"all of it is in {machine.At("clone/artifacts/apt.log")}.\n");
    }

    [Fact]
    public async Task Style_sheets_need_a_Node_of_20_or_later()
    {
        machine.StandIn("node", "echo v18.20.4");

        var answer = await machine.Nec("styles");

        Assert.Equal(3, answer.Code);
        const string Words = "nec: The style sheet is built with Node.js 20 or later and npm (here: v18.20.4), and apt-get does not offer it: "
            + "get it from https://nodejs.org. Building, running and testing need neither.\n";
        Assert.EndsWith(Words, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("install", machine.Calls, StringComparison.Ordinal);
    }

    private async Task Refuses(string lastLine)
    {
        var answer = await machine.Nec("demo");

        Assert.Equal((3, ""), (answer.Code, answer.Out));
        Assert.EndsWith(lastLine, answer.Error, StringComparison.Ordinal);
    }
}
