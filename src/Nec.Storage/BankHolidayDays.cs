using Dapper;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Npgsql;

namespace Nec.Storage;

/// <summary>A day that a division's official list holds, or held.</summary>
public sealed record BankHolidayDay
{
    public required DateOnly Day { get; init; }

    /// <summary>Empty for a day that only Nec's own list knew.</summary>
    public required string Title { get; init; }

    /// <summary>Whether the list no longer held it while it was still ahead: it is no bank holiday.</summary>
    public bool IsWithdrawn { get; init; }
}

/// <summary>Every bank holiday ever seen, and which were withdrawn before they came; the official list drops old years, Nec does not.</summary>
public sealed class BankHolidayDays(NpgsqlDataSource source)
{
    /// <summary>Keeps days (none twice) with their titles and whether they are withdrawn; a withdrawn one keeps its title.</summary>
    /// <returns>How many are new, have a new title, or were withdrawn or brought back.</returns>
    public async Task<int> Save(Division division, IReadOnlyCollection<BankHolidayDay> days, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.bank_holiday as kept (division, day, title, seen_at, withdrawn_at)
            select @Division, given.day, given.title, @now, case when given.is_withdrawn then @now end
            from unnest(@Days, @Titles, @Withdrawn) as given (day, title, is_withdrawn)
            on conflict (division, day) do update
            set title = case when excluded.withdrawn_at is null then excluded.title else kept.title end,
                seen_at = excluded.seen_at,
                withdrawn_at = excluded.withdrawn_at
            where (kept.withdrawn_at is null) <> (excluded.withdrawn_at is null)
               or (excluded.withdrawn_at is null and kept.title <> excluded.title)
            """,
            new
            {
                Division = Kebab.Of(division.ToString()),
                Days = days.Select(day => day.Day).ToArray(),
                Titles = days.Select(day => day.Title).ToArray(),
                Withdrawn = days.Select(day => day.IsWithdrawn).ToArray(),
                now,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Every day that was saved, withdrawn ones too, in order.</summary>
    public async Task<IReadOnlyList<BankHolidayDay>> Read(Division division, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<BankHolidayDay>(new CommandDefinition(
            """
            select day, title, withdrawn_at is not null as is_withdrawn
            from nec.bank_holiday
            where division = @Division
            order by day
            """,
            new { Division = Kebab.Of(division.ToString()) },
            cancellationToken: cancellationToken))];
    }

    /// <summary>The bank holidays of a division: the bundled ones and those saved, less those withdrawn.</summary>
    public async Task<IReadOnlyList<DateOnly>> Held(Division division, CancellationToken cancellationToken)
    {
        var saved = (await Read(division, cancellationToken)).ToLookup(day => day.IsWithdrawn, day => day.Day);
        return HeldBankHolidays.Of(division, saved[false], saved[true]);
    }
}
