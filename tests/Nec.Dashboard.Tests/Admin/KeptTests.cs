using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Contracts;
using Nec.Dashboard.Tests.Evidence;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Tests.Admin;

/// <summary>What is kept, and what the pages say where it is kept no longer.</summary>
public sealed class KeptTests : DashboardTests
{
    protected override IReadOnlyList<Contract> Contracts => EvidenceSample.Contracts;

    private static readonly DateOnly Today = new(2026, 2, 10);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Sample.Fill(Host, CancellationToken);
    }

    [Fact]
    public async Task Each_kind_says_how_much_there_is_since_when_for_how_long_and_what_was_last_removed()
    {
        await Remove("notes", null, Today);
        await Remove("mail-texts", null, Today.AddDays(1));

        var text = PageWords.Of(await Page("/admin/kept"));

        Assert.Contains("Purge expired removes what has been kept for its time and leaves a count. Next run: not planned", text, StringComparison.Ordinal);
        Assert.Contains("Notes, feedback and who did it 0 none 18 months 1 on ", text, StringComparison.Ordinal);
        Assert.Contains("Facts 3 2 June 2025 the running contract year and 3 before it nothing yet", text, StringComparison.Ordinal);
        Assert.Contains("Letters 4 10 February 2026 2 years nothing yet", text, StringComparison.Ordinal);
        Assert.Contains("Words of letters 2 10 February 2026 90 days 2 on ", text, StringComparison.Ordinal);
        Assert.Contains("Runs of jobs 4 9 February 2026 400 days nothing yet", text, StringComparison.Ordinal);
        Assert.All(RetentionRules.All, expiry => Assert.Contains(expiry.Title, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_admin_of_one_team_sees_its_figures_alone_and_nothing_that_belongs_to_no_team()
    {
        using var north = await Host.SignedIn(Roles.Admin, new Scope([], ["north"]), CancellationToken);
        using var south = await Host.SignedIn(Roles.Admin, new Scope([], ["south"]), CancellationToken);

        var (ours, theirs) = (PageWords.Of(await north.GetStringAsync("/admin/kept", CancellationToken)), PageWords.Of(await south.GetStringAsync("/admin/kept", CancellationToken)));

        Assert.Contains("Facts 3 2 June 2025", ours, StringComparison.Ordinal);
        Assert.Contains("Facts 0 none", theirs, StringComparison.Ordinal);
        Assert.Contains("Notes, feedback and who did it 1 31 August 2025", ours, StringComparison.Ordinal);
        Assert.All((string[])[ours, theirs], page => Assert.DoesNotContain("Letters ", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_letter_without_its_words_says_so_and_cannot_be_sent_again()
    {
        await Remove("mail-texts", null, Today.AddDays(1));
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);

        Assert.Contains("The words of the letter have been kept for their time and are removed", await admin.GetStringAsync("/notices/1", CancellationToken), StringComparison.Ordinal);
        using var html = await admin.GetAsync("/notices/1/html", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, html.StatusCode);
        Assert.DoesNotContain("Send it again", await admin.GetStringAsync("/notices/2", CancellationToken), StringComparison.Ordinal);
        using var pressed = await DashboardHost.PressWithAnyToken(admin, "/notices/2/send-again", [], CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, pressed.StatusCode);
    }

    [Fact]
    public async Task A_fact_whose_note_was_removed_says_so()
    {
        await Remove("notes", null, Today);
        var noted = await Ask<long>("select fact_id from nec.fact where body ? 'noted'");
        var plain = await Ask<long>("select fact_id from nec.fact where commitment = 'newsletter'");

        Assert.Contains("removed after 18 months", await Page($"/facts/{noted}"), StringComparison.Ordinal);
        Assert.DoesNotContain("removed after", await Page($"/facts/{plain}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_page_text_says_that_its_words_are_removed_and_is_not_compared()
    {
        await EvidenceSample.Fill(Host, CancellationToken);
        var (team, page) = (await Ask<string>("select team from nec.page_text limit 1"), await Ask<string>("select page from nec.page_text limit 1"));
        var before = await Page($"/evidence/{team}/pages/{page}");
        await Remove("page-texts", team, Today.AddYears(1));

        var after = await Page($"/evidence/{team}/pages/{page}");

        Assert.Contains("What changed", before, StringComparison.Ordinal);
        Assert.DoesNotContain("What changed", after, StringComparison.Ordinal);
        Assert.Contains("Its words have been kept for their time and are removed", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pack_of_a_year_whose_facts_are_removed_is_not_shown_and_the_present_one_is()
    {
        await Ask<int>("insert into nec.purge (purged_at, kind, team, rows, before_on) values (now(), 'facts', 'north', 1, '2025-12-31') returning 1");
        using var admin = await Host.SignedIn(Roles.Admin, CancellationToken);

        Assert.Contains("Part 1:", await admin.GetStringAsync("/year/north", CancellationToken), StringComparison.Ordinal); // it began on 1 January 2026
        var gone = await admin.GetStringAsync("/year/north?on=2025-06-30", CancellationToken);
        Assert.Contains("This year is no longer kept", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("Part 1:", gone, StringComparison.Ordinal);
        using var csv = await admin.GetAsync("/year/north.csv?on=2025-06-30", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, csv.StatusCode);
        using var unknown = await admin.GetAsync("/year/nowhere", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private async Task Remove(string kind, string? team, DateOnly firstKept) =>
        Assert.NotEqual(0, await Host.Services.GetRequiredService<Retention>().Remove(RetentionRules.All.Single(expiry => expiry.Kind == kind), team, firstKept, Host.Time.Now, CancellationToken));

    private async Task<T> Ask<T>(string sql)
    {
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql))!; // asked only for what is not null
    }
}
