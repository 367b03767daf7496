using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Dashboard.Year;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;
using Npgsql;

namespace Nec.Dashboard.Tests.Year;

/// <summary>A pack is made anew when what it was made of has changed, and only then.</summary>
public sealed class PackCacheTests : DashboardTests
{
    private static readonly DateOnly Today = new(2026, 2, 10);

    private Facts Facts => Host.Services.GetRequiredService<Facts>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_made_again_whatever_comes_of_another_team()
    {
        var (pack, _) = await Pack();
        await Facts.Record("south", [A.Held("2026-01-15")], "late", Host.Time.Now, null, CancellationToken);
        Assert.Same(pack, (await Pack()).Pack);
    }

    [Fact]
    public async Task What_is_corrected_is_seen()
    {
        var noted = Noted((await Pack()).Facts);
        Assert.True(await Facts.Correct("north", noted.Id!.Value, noted with { Means = "by video" }, "late", Host.Time.Now, CancellationToken));
        Assert.Equal("by video", Noted((await Pack()).Facts).Means);
    }

    [Fact]
    public async Task Words_that_were_removed_are_not_remembered_although_every_fact_is_there()
    {
        Assert.Equal("a private note", Noted((await Pack()).Facts).Note);
        Assert.Equal(1, await Host.Services.GetRequiredService<Retention>().Remove(RetentionRules.All.Single(expiry => expiry.Kind == "notes"), null, Today, Host.Time.Now, CancellationToken));
        Assert.Equal(Facts.KeptNoLonger, Noted((await Pack()).Facts).Note);
    }

    [Fact]
    public async Task A_fact_that_was_committed_late_is_seen_although_another_one_has_gone()
    {
        var source = Host.Services.GetRequiredService<NpgsqlDataSource>();
        await using var late = await source.OpenConnectionAsync(CancellationToken);
        await using var transaction = await late.BeginTransactionAsync(CancellationToken);
        await late.ExecuteAsync(
            """
            insert into nec.fact (team, kind, source_key, occurred_on, recorded_at, recorded_by, commitment, body)
            select team, kind, 'late', '2026-01-20', recorded_at, recorded_by, commitment, body
            from nec.fact
            where commitment = 'newsletter'
            """,
            transaction: transaction);
        await Facts.Record("north", [A.Held("2026-02-01", A.Rolling)], "alex", Host.Time.Now, null, CancellationToken); // of a higher number
        Assert.Equal(new(2025, 6, 2), Newsletter((await Pack()).Facts));

        await late.ExecuteAsync("select set_config('nec.retention', '2026-02-10', true); delete from nec.fact where commitment = 'newsletter' and source_key <> 'late'", transaction: transaction);
        await transaction.CommitAsync(CancellationToken);

        Assert.Equal(new(2026, 1, 20), Newsletter((await Pack()).Facts));
    }

    [Fact]
    public async Task A_bank_holiday_that_becomes_known_is_counted()
    {
        var (pack, _) = await Pack();
        await Host.Services.GetRequiredService<BankHolidayDays>().Save(Division.EnglandAndWales, [new() { Day = new(2026, 6, 19), Title = "A day off" }], Host.Time.Now, CancellationToken);
        Assert.NotSame(pack, (await Pack()).Pack);
    }

    [Fact]
    public async Task A_bank_holiday_that_is_withdrawn_is_counted()
    {
        var days = Host.Services.GetRequiredService<BankHolidayDays>();
        BankHolidayDay one = new() { Day = new(2026, 12, 25), Title = "" };
        BankHolidayDay other = new() { Day = new(2026, 12, 28), Title = "" };
        await days.Save(Division.EnglandAndWales, [one, other with { IsWithdrawn = true }], Host.Time.Now, CancellationToken);
        var (pack, _) = await Pack();
        await days.Save(Division.EnglandAndWales, [one with { IsWithdrawn = true }, other], Host.Time.Now, CancellationToken); // as many as before
        Assert.NotSame(pack, (await Pack()).Pack);
    }

    private static Occurrence Noted(IReadOnlyCollection<Fact> facts) => Assert.Single(facts.OfType<Occurrence>(), fact => fact.Commitment == "clerk-meeting" && fact.Place == "Lyme Regis" && fact.OccurredOn.Year == 2025);

    private static DateOnly Newsletter(IReadOnlyCollection<Fact> facts) => Assert.Single(facts.OfType<Occurrence>(), fact => fact.Commitment == "newsletter").OccurredOn;

    private Task<(Nec.Core.Year.AnnualPack Pack, IReadOnlyCollection<Fact> Facts)> Pack() =>
        Host.Services.GetRequiredService<PackCache>().Of(Host.Services.GetRequiredService<ContractRegistry>().ContractOf("north", Today)!, Today, CancellationToken); // set before
}
