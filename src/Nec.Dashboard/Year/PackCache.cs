using Dapper;
using Microsoft.Extensions.Caching.Memory;
using Nec.Application.Assessment;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Year;
using Npgsql;

namespace Nec.Dashboard.Year;

/// <summary>
/// Packs that were made already. Judging a team's whole record is the dearest page there is, and nothing in it changes until a fact is added or
/// removed: so a pack stands for as long as the contract, the bank holidays, the facts and what was removed are the ones that it was made of.
/// </summary>
internal sealed class PackCache(NpgsqlDataSource source, AssessmentInputs inputs) : IDisposable
{
    // A megabyte or so each.
    private const int MostKept = 32;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostKept });

    public async Task<(AnnualPack Pack, IReadOnlyCollection<Fact> Facts)> Of(Contract contract, DateOnly on, CancellationToken cancellationToken)
    {
        var mark = await Newest(contract.Id, cancellationToken); // before the facts are read: what comes between makes a pack look older than it is, never newer
        if (_kept.TryGetValue((contract.Id, on), out Made? kept) && kept!.Mark == mark && ReferenceEquals(kept.Pack.Contract, contract))
        {
            return (kept.Pack, kept.Facts);
        }

        var input = await inputs.AsKnownOn(contract, on, cancellationToken);
        Made made = new(mark, AnnualPack.Of(input, on), input.Facts);
        _kept.Set((contract.Id, on), made, new MemoryCacheEntryOptions { Size = 1 });
        return (made.Pack, made.Facts);
    }

    public void Dispose() => _kept.Dispose();

    private async Task<Mark> Newest(string team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<Mark>(new CommandDefinition(
            """
            select count(*) as facts, coalesce(sum(fact_id), 0) as sum, (select coalesce(max(purge_id), 0) from nec.purge) as purge,
                (select count(*) from nec.bank_holiday) as holidays,
                (select coalesce(sum(day - date '2000-01-01'), 0) from nec.bank_holiday where withdrawn_at is not null) as withdrawn
            from nec.fact
            where team = @team
            """,
            new { team },
            cancellationToken: cancellationToken));
    }

    private sealed record Made(Mark Mark, AnnualPack Pack, IReadOnlyCollection<Fact> Facts);

    private sealed record Mark
    {
        public required long Facts { get; init; }

        /// <summary>Of their ids: one may have gone while another one came, and the one with the lower id may be committed later.</summary>
        public required decimal Sum { get; init; }

        /// <summary>The last removal: the words of a fact may go while it stays.</summary>
        public required long Purge { get; init; }

        /// <summary>Only ever added to, and a new title moves no day.</summary>
        public required long Holidays { get; init; }

        /// <summary>Of the days that were withdrawn, in days since 2000: one may come back while another one goes.</summary>
        public required long Withdrawn { get; init; }
    }
}
