using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// The days on which jobs of working days do not run: the bank holidays shared by every part of the country with a contract here.
/// </summary>
internal sealed class BankHolidayClosure(ContractRegistry contracts, BankHolidayDays bankHolidays)
{
    /// <inheritdoc cref="Nec.Application.Jobs.ClosedDays"/>
    public async Task<IReadOnlyCollection<DateOnly>> Days(CancellationToken cancellationToken)
    {
        HashSet<DateOnly>? closed = null;
        foreach (var division in contracts.All.Select(contract => contract.BankHolidays).Distinct())
        {
            var days = await bankHolidays.Held(division, cancellationToken);
            closed = closed is null ? [.. days] : [.. closed.Intersect(days)];
        }

        return closed ?? [];
    }
}
