using Microsoft.Extensions.Configuration;
using Nec.Worker.Hosting;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Hosting;

/// <summary>What is loaded and what is refused stands in the audit log; what stands on disk is told before the next start finds it.</summary>
public sealed class ContractLoadingTests : IDisposable
{
    private const string Log = "select string_agg(concat_ws('|', action, target, before, after), '; ' order by audit_id) from nec.audit";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_loaded_version_is_written_down_once_however_often_a_worker_starts()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        await place.Host(runsJobs: true);
        await place.Host();
        Assert.Matches(@"^load-contract\|contract/1\|text [0-9a-f]{12}, in force from 2025-01-01$", await place.Ask<string>(Log));
        Assert.Equal($"worker ({Environment.MachineName})", await place.Ask<string>("select who from nec.audit"));
    }

    [Fact]
    public async Task A_refusal_is_written_down_with_the_number_of_errors_once_and_nothing_is_loaded()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", "each: fortnight, remind: [7 day]"));
        for (var start = 0; start < 2; start++)
        {
            var refused = await Assert.ThrowsAsync<SettingException>(() => place.Host());
            Assert.Contains("No contract was loaded", refused.Message, StringComparison.Ordinal);
        }

        Assert.Matches(@"^refuse-contracts\|contracts\|[1-9]\d* errors, the first: .*north\.yaml:\d+:\d+: [^;]*$", await place.Ask<string>(Log));
        Assert.Equal($"command line ({Environment.UserName})", await place.Ask<string>("select who from nec.audit"));
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.team_contract"));
    }

    [Fact]
    public async Task A_refusal_is_what_a_person_reads_where_there_is_no_database_either()
    {
        _scratch.Write("contracts/north.yaml", "contract: north\n");
        var plan = new HostPlan
        {
            ConnectionString = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1",
            Clock = TimeProvider.System,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Contracts:Folder"] = Configuration["Contracts:Folder"] },
        };
        var refused = await Assert.ThrowsAsync<SettingException>(() => NecHost.Open(plan, TestContext.Current.CancellationToken));
        Assert.Contains("north.yaml:1:1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_next_start_would_complain_of_is_told_line_by_line_and_nothing_once_it_is_mended()
    {
        _scratch.Write("contracts/north.yaml", TeamFile.Of("newsletter", "each: fortnight"));
        _scratch.Write("contracts/south.yaml", "contract: south\n");
        var faults = ContractFolder.FaultsOnDisk(Configuration);
        Assert.Equal("No contract was loaded, because there are errors:", faults[0]);
        Assert.Contains(faults, fault => fault.Contains("north.yaml:", StringComparison.Ordinal) && fault.Contains("fortnight", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("south.yaml:", StringComparison.Ordinal));

        _scratch.Write("contracts/north.yaml", TeamFile.Of("newsletter", TeamFile.Newsletter));
        File.Delete(Path.Combine(_scratch.Folder, "contracts", "south.yaml"));
        Assert.Empty(ContractFolder.FaultsOnDisk(Configuration));
        File.Delete(Path.Combine(_scratch.Folder, "contracts", "north.yaml"));
        Assert.Contains("there is no contract file", Assert.Single(ContractFolder.FaultsOnDisk(Configuration)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_contract_in_two_files_is_a_fault_that_names_both()
    {
        _scratch.Write("contracts/a.yaml", TeamFile.Of("newsletter", TeamFile.Newsletter));
        _scratch.Write("contracts/b.yaml", TeamFile.Of("newsletter", TeamFile.Newsletter));
        Assert.Matches(@"b\.yaml:1:1: the contract north from 2025-01-01 stands in .*a\.yaml too", ContractFolder.FaultsOnDisk(Configuration)[1]);
    }

    private IConfigurationRoot Configuration => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("Contracts:Folder", (string?)Path.Combine(_scratch.Folder, "contracts"))]).Build();
}
