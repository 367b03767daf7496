using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Dashboard.Pages.Promises;

/// <summary>The working days of a division: the bundled bank holidays and every one that the live list ever held.</summary>
internal sealed class WorkedDays(BankHolidayDays bankHolidays)
{
    public async Task<WorkingDays> Of(Division division, CancellationToken cancellationToken)
    {
        var seen = await bankHolidays.Read(division, cancellationToken);
        return new(BundledBankHolidays.Of(division).Concat(seen.Select(holiday => holiday.Day)));
    }
}
