using Dapper;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Npgsql;

namespace Nec.Storage;

/// <summary>One day of a division's official list.</summary>
public sealed record BankHolidayDay
{
    public required DateOnly Day { get; init; }

    public required string Title { get; init; }
}

/// <summary>Every bank holiday ever seen; the official list drops old years, we do not.</summary>
public sealed class BankHolidayDays(NpgsqlDataSource source)
{
    /// <returns>How many days are new or have a new title.</returns>
    public async Task<int> Save(Division division, IReadOnlyCollection<BankHolidayDay> days, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.bank_holiday as kept (division, day, title, seen_at)
            select @Division, given.day, given.title, @now
            from unnest(@Days, @Titles) as given (day, title)
            on conflict (division, day) do update
            set title = excluded.title, seen_at = excluded.seen_at
            where kept.title <> excluded.title
            """,
            new
            {
                Division = Kebab.Of(division.ToString()),
                Days = days.Select(day => day.Day).ToArray(),
                Titles = days.Select(day => day.Title).ToArray(),
                now,
            },
            cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<BankHolidayDay>> Read(Division division, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<BankHolidayDay>(new CommandDefinition(
            """
            select day, title
            from nec.bank_holiday
            where division = @Division
            order by day
            """,
            new { Division = Kebab.Of(division.ToString()) },
            cancellationToken: cancellationToken))];
    }
}
