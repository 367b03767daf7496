using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Core.Compliance;
using Nec.Storage;
using Nec.Testing;

namespace Nec.Dashboard.Tests;

public sealed partial class PagingTests : DashboardTests
{
    [Fact]
    public async Task A_long_board_goes_on_from_page_to_page_without_losing_or_repeating_a_promise()
    {
        var findings = Enumerable.Range(1, 230).Select(number => Sample.Meeting with { Obligation = $"promise/{number:000}", Status = number % 2 == 0 ? Status.Met : Status.Missed }).ToList();
        await Host.Services.GetRequiredService<Findings>().Save("north", new(2026, 2, 10), findings, Host.Time.Now, CancellationToken);
        Assert.Equal(Enumerable.Range(1, 230).Select(number => $"{number:000}"), await Follow("/promises", Promises()));
        Assert.Equal(Enumerable.Range(1, 115).Select(number => $"{number * 2:000}"), await Follow("/promises?team=north&status=met", Promises()));
    }

    [Fact]
    public async Task What_falls_due_soon_goes_on_by_its_day_without_what_is_met()
    {
        DateOnly today = new(2026, 2, 10);
        var findings = Enumerable.Range(1, 400).Select(number => Sample.Meeting with { Obligation = $"promise/{number:000}", DueOn = today.AddDays(40 - (number % 41)), Status = number % 3 == 0 ? Status.Met : Status.DueSoon }).ToList();
        await Host.Services.GetRequiredService<Findings>().Save("north", today, findings, Host.Time.Now, CancellationToken);
        var expected = findings.Where(finding => finding.Status != Status.Met && finding.DueOn <= today.AddDays(28)).OrderBy(finding => finding.DueOn).ThenBy(finding => finding.Obligation, StringComparer.Ordinal).Select(finding => finding.Obligation[^3..]).ToList();
        Assert.InRange(expected.Count, 101, 300); // more than one page
        Assert.Equal(expected, await Follow("/promises?due=28", Promises()));
        Assert.NotEmpty(await Follow("/promises?due=28&status=met", Promises()));
    }

    [Fact]
    public async Task A_long_outbox_goes_back_page_by_page()
    {
        for (var number = 1; number <= 60; number++)
        {
            await Host.Services.GetRequiredService<Outbox>().Queue(Sample.Notice(number, "digest"), [], Host.Time.Now, CancellationToken);
        }

        Assert.Equal(Enumerable.Range(1, 60).Reverse().Select(number => $"{number}"), await Follow("/notices?state=waiting", Notices()));
    }

    [Fact]
    public async Task A_paused_job_says_so_and_is_not_late()
    {
        await Host.Services.GetRequiredService<JobActions>().Pause("CheckPages", "Alex North", "the site moves", null, CancellationToken);
        var html = await Page("/jobs/CheckPages");
        Assert.Contains(">Paused<", html, StringComparison.Ordinal);
        Assert.Contains("when it is resumed", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">Late<", html, StringComparison.Ordinal);
    }

    private async Task<List<string>> Follow(string address, Regex row)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        List<string> found = [];
        for (string? next = address; next is not null;)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            found.AddRange(row.Matches(html).Select(match => match.Groups["row"].Value));
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        return found;
    }

    [GeneratedRegex(@"href=""/promises/north/promise/(?<row>\d+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Promises();

    [GeneratedRegex(@"href=""/notices/(?<row>\d+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Notices();

    [GeneratedRegex(@"href=""(?<address>[^""]+)"" rel=""next""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
