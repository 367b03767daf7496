using System.Runtime.CompilerServices;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Storage;

namespace Nec.Application.Assessment;

/// <summary>
/// Gathers what teams are assessed from: the contract in force, the facts, the working days and the sources that are set up. The
/// board, the letters, the previews, the answer pages and the annual pack all ask here, so they cannot differ.
/// </summary>
public sealed class AssessmentInputs(
    ContractRegistry contracts,
    Facts facts,
    KnownFacts factsKnownThen,
    BankHolidayDays bankHolidays,
    ConnectedSources connected)
{
    /// <summary>One team on a day; null when no contract of it is loaded.</summary>
    public async Task<AssessmentInput?> Of(string team, DateOnly day, CancellationToken cancellationToken) =>
        contracts.ContractOf(team, day) is { } contract
            ? await Of(contract, await WorkingDaysOf(contract.BankHolidays, cancellationToken), cancellationToken)
            : null;

    /// <summary>Some contracts, one after another: each holds its team's facts.</summary>
    public async IAsyncEnumerable<AssessmentInput> Of(
        IEnumerable<Contract> several, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calendars = new Dictionary<Division, WorkingDays>(); // thousands of teams keep three of them
        foreach (var contract in several)
        {
            if (!calendars.TryGetValue(contract.BankHolidays, out var workingDays))
            {
                calendars[contract.BankHolidays] = workingDays = await WorkingDaysOf(contract.BankHolidays, cancellationToken);
            }

            yield return await Of(contract, workingDays, cancellationToken);
        }
    }

    /// <summary>A contract with the facts as they stood when a day ended; what was corrected or withdrawn only later still counts.</summary>
    public async Task<AssessmentInput> AsKnownOn(Contract contract, DateOnly day, CancellationToken cancellationToken)
    {
        var dayEnd = LondonTime.EndOf(day).AddTicks(-1);
        return new()
        {
            Contract = contract,
            Facts = await factsKnownThen.Read(contract.Id, dayEnd, cancellationToken),
            WorkingDays = await WorkingDaysOf(contract.BankHolidays, cancellationToken),
            Connected = connected.Names,
            KnownAt = dayEnd,
        };
    }

    /// <summary>The working days of a division, by the bank holidays that are bundled or were fetched and not withdrawn.</summary>
    public async Task<WorkingDays> WorkingDaysOf(Division division, CancellationToken cancellationToken) =>
        new(await bankHolidays.Held(division, cancellationToken));

    private async Task<AssessmentInput> Of(Contract contract, WorkingDays workingDays, CancellationToken cancellationToken) => new()
    {
        Contract = contract,
        Facts = await facts.Read(contract.Id, cancellationToken),
        WorkingDays = workingDays,
        Connected = connected.Names,
    };
}
