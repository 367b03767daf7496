using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.FactFiles;
using Nec.Integrations.PoliceUk;
using Nec.Worker.Cli;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Demo;

/// <summary>The invented officers speak of the events that the simulated outside advertises, and of no others.</summary>
public sealed class OfficersTests
{
    [Fact]
    public async Task Every_event_that_they_record_was_advertised()
    {
        await using var place = await Workplace.Open("2019-08-02T00:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var client = (await place.Host()).Services.GetRequiredService<PoliceUkClient>();
        var script = Read();

        Assert.InRange(script.Count, 30, 60);
        foreach (var told in script)
        {
            var start = LondonTime.InstantOf(told.StartsOn, told.StartsAtTime);
            // One that was called off is gone two days before.
            Assert.True(await IsAhead(start.AddHours(-1)) || await IsAhead(start.AddHours(-49)), told.EventId);

            async Task<bool> IsAhead(DateTimeOffset at)
            {
                place.MoveTo(at);
                return (await client.Events("dorset", told.Neighbourhood, TestContext.Current.CancellationToken))
                    .Any(seen => (seen.Id, seen.StartsOn, seen.StartsAt) == (told.EventId, told.StartsOn, told.StartsAtTime));
            }
        }
    }

    private static List<EventSeen> Read()
    {
        var contract = ContractFile.Load(Path.Combine(AppContext.BaseDirectory, "demo", "contracts", "west-dorset.yaml")).Contract!; // the demo's own, which its tests play
        using var reader = new StreamReader(typeof(NecCommand).Assembly.GetManifestResourceStream("officers.jsonl")!); // embedded in the program
        return [.. FactFile.Parse("officers.jsonl", reader, contract).Facts.OfType<EventSeen>().DistinctBy(seen => seen.EventId)];
    }
}
