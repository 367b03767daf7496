using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Storage;

namespace Nec.Worker.Hosting;

/// <summary>Gathers what a day is judged from: contracts, facts, working days, what was told. Jobs and <c>nec preview</c> share it, so they cannot differ.</summary>
internal sealed class Desks(TeamContracts contracts, Facts facts, ToldLines toldLines, BankHolidayDays bankHolidays, ConnectedSources connected)
{
    /// <summary>Every team as it stands on a day.</summary>
    public async Task<IReadOnlyList<Desk>> On(DateOnly day, CancellationToken cancellationToken)
    {
        var desks = new List<Desk>();
        foreach (var contract in contracts.On(day))
        {
            var workingDays = await WorkingDaysOf(contract.BankHolidays, cancellationToken);
            var findings = Assessment.Assess(contract, await facts.Read(contract.Id, cancellationToken), workingDays, day, connected: connected.Names);
            var told = (await toldLines.Read(contract.Id, cancellationToken)).ToHashSet();
            desks.Add(new(contract, findings, workingDays, told));
        }

        return desks;
    }

    /// <summary>The working days of a division: the bundled bank holidays and every one that the live list ever held.</summary>
    public async Task<WorkingDays> WorkingDaysOf(Division division, CancellationToken cancellationToken)
    {
        var seen = await bankHolidays.Read(division, cancellationToken);
        return new(BundledBankHolidays.Of(division).Concat(seen.Select(holiday => holiday.Day)));
    }
}

/// <summary>The names of the sources that this installation has jobs for.</summary>
internal sealed record ConnectedSources(IReadOnlySet<string> Names)
{
    /// <summary>What this version looks at by itself; data.police.uk is recorded by hand until its poll exists.</summary>
    public static ConnectedSources Present { get; } = new(new HashSet<string>(StringComparer.Ordinal) { Tracks.WebPages });
}
