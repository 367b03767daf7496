using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Nec.Core.Contracts;

namespace Nec.Dashboard.Tests;

/// <summary>docs/ten-questions.md is true: every path is clicked as it is written, by somebody of the role that asks.</summary>
public sealed partial class TenQuestionsTests : DashboardTests
{
    protected override IReadOnlyList<Contract> Contracts => Evidence.EvidenceSample.Contracts;

    private static readonly Dictionary<string, string> RoleOf = new(StringComparer.Ordinal) { ["Admin"] = Roles.Admin, ["Inspector"] = Roles.Team, ["Panel"] = Roles.Viewer };

    // What is called otherwise on the smaller record.
    private static readonly Dictionary<string, string> Here = new(StringComparer.Ordinal)
    {
        ["West Dorset, Dorchester and Sherborne"] = "North",
        ["Dorchester"] = "Town",
        ["Attend Sherborne Town Council or send a report today, Mon 20 Jul, and 5 more"] = "Meet the Lyme Regis clerk by 28 February (1)",
        ["Reach 8,200 likes on Facebook"] = "Have 8,200 likes",
        ["Count of Facebook, Bridport: 2,870, 31 December 2019"] = "Count of Facebook, Bridport: 2,610, 5 February 2026",
    };

    // Question by question: what the last page has to say.
    private static readonly string[] Answers =
    [
        "What needs attention", "2 days ago Could not be seen: HTTP 403", "Officer 2", "Meet the Lyme Regis clerk Due soon 28 February 2026", "Last done 31 August 2025",
        "Dear officer 1", "Older: seen from 1 November 2025", "The figures, standard by standard", "3 events: 1 advertised 7 days ahead or more, 1 later, 1 not seen advertised", "5 February 2026 at 03:30 GMT",
    ];

    public override async ValueTask InitializeAsync()
    {
        await Start();
        await Sample.Fill(Host, CancellationToken);
        await Evidence.EvidenceSample.Fill(Host, CancellationToken);
    }

    [Fact]
    public async Task There_are_ten_of_three_askers_and_none_is_further_than_three_clicks()
    {
        var questions = await Questions();
        Assert.Equal(10, questions.Count);
        Assert.All(RoleOf.Keys, who => Assert.True(questions.Count(question => question.Who == who) >= 3, $"{who} asks too little."));
        Assert.All(questions, question => Assert.InRange(question.Clicks.Length, 1, 3));
    }

    [Fact]
    public async Task Each_is_answered_by_clicking_what_is_written()
    {
        await using var browser = await OpenBrowser.Launch();
        Dictionary<string, IPage> pages = new(StringComparer.Ordinal);
        foreach (var (who, role) in RoleOf)
        {
            pages[who] = await browser.SignedIn(Host, role);
        }

        foreach (var (question, answer) in (await Questions()).Zip(Answers))
        {
            var page = pages[question.Who];
            await page.GotoAsync(Host.Address.ToString());
            foreach (var name in question.Clicks)
            {
                await page.GetByRole(AriaRole.Link, new() { Name = Here.GetValueOrDefault(name, name), Exact = true }).First.ClickAsync(new() { Timeout = 5000 });
            }

            Assert.Contains(answer, Spaces().Replace(await page.InnerTextAsync("main"), " "), StringComparison.Ordinal);
        }
    }

    private static async Task<List<(string Who, string[] Clicks)>> Questions() =>
        [.. Question().Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ten-questions.md"), CancellationToken)).Select(match => (match.Groups["who"].Value, match.Groups["clicks"].Value.Split(" › ")))];

    [GeneratedRegex(@"^- \*\*Who:\*\* (?<who>.+)\n- \*\*Clicks:\*\* (?<clicks>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
