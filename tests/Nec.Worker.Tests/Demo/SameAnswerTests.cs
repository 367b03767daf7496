using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Assessment;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Year;
using Nec.Integrations.FactFiles;
using Nec.Simulator;
using Nec.Storage;
using Nec.Worker.Cli;
using Nec.Worker.Demo;
using Nec.Worker.Hosting;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Demo;

/// <summary>
/// Everybody who asks how a promise stands gets the same answer. On the first working day of each month of the demo year, just before
/// the notices are written, the board, the preview, the answer pages, the annual pack and <c>nec evaluate</c> on the exported facts say
/// the same, and so do the letters that then go.
/// </summary>
public sealed class SameAnswerTests
{
    private const string Team = "west-dorset";
    private static readonly DateOnly First = new(2019, 8, 2);
    private static readonly DateOnly Last = new(2020, 8, 1);
    private static readonly WorkingDays WorkingDays = new(BundledBankHolidays.Of(Division.EnglandAndWales));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_who_asks_gets_the_same_answer_all_year()
    {
        using var scratch = new Scratch();
        await using var world = await OutsideWorld.Start(Token);
        await using var database = await OpenDatabase.Temporary(Token);
        var clock = new SimulatedClock(LondonTime.StartOf(First));
        await using var app = await DemoHost.Start(world, database, clock, "http://127.0.0.1:0", Token);
        var contract = app.Services.GetRequiredService<ContractRegistry>().On(First).Single();
        var driver = new DemoDriver(app, world, clock, InventedOfficers.Of(contract, clock.GetUtcNow()));
        using var browser = new HttpClient { BaseAddress = new(app.Urls.First()) };
        foreach (var day in Days())
        {
            var eight = LondonTime.StartOf(day).AddHours(8); // when its notices are written
            await driver.WalkTo(eight.AddSeconds(-1), _ => { }, Token);
            var board = await app.Services.GetRequiredService<Findings>().Current(Team, Token);
            var said = board.ToDictionary(stored => stored.Finding.Obligation, stored => Said(stored.Finding), StringComparer.Ordinal);
            Assert.NotEmpty(said);

            Assert.Equal(said, await OfPack(app, contract, day));
            Assert.Equal(await Evaluated(scratch, app, day), said.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal));
            await AnswerPagesSay(browser, app, contract, board, day);
            var preview = Letters(await app.Services.GetRequiredService<NoticePreview>()(day, Token));
            Assert.Equal(await FromTheBoard(app, board, day), preview);

            var before = world.Mail.Messages.Count;
            await driver.WalkTo(eight.AddMinutes(1), _ => { }, Token);
            var sent = world.Mail.Messages.Skip(before).Select(mail => Letter(mail.To[0], mail.Subject!, mail.Text!));
            Assert.Equal(preview.Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
        }

        await app.StopAsync(Token);
    }

    private static IEnumerable<DateOnly> Days()
    {
        for (var month = First; month < Last; month = new DateOnly(month.Year, month.Month, 1).AddMonths(1))
        {
            yield return WorkingDays.OnOrAfter(month);
        }
    }

    private static string Said(Finding finding) =>
        $"{StatusWord.Of(finding.Status)}, due {finding.DueOn:yyyy-MM-dd}, last {finding.LastOn:yyyy-MM-dd}: {finding.Reason}; "
        + string.Join(", ", finding.Periods.Select(period => $"{period.Period} {StatusWord.Of(period.Status)}"));

    private static async Task<Dictionary<string, string>> OfPack(WebApplication app, Contract contract, DateOnly day)
    {
        var pack = AnnualPack.Of(await app.Services.GetRequiredService<AssessmentInputs>().AsKnownOn(contract, day, Token), day);
        return pack.Standards
            .SelectMany(standard => standard.Promises)
            .ToDictionary(promise => promise.Obligation.Id, promise => Said(promise.Finding), StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, string>> Evaluated(Scratch scratch, WebApplication app, DateOnly day)
    {
        var export = new StringWriter();
        FactFile.Write(export, await app.Services.GetRequiredService<Facts>().Read(Team, Token));
        var file = scratch.Write("exported.jsonl", export.ToString());
        var contract = Path.Combine(AppContext.BaseDirectory, "demo", "contracts", "west-dorset.yaml");
        string[] arguments = ["evaluate", "--contract", contract, "--facts", file, "--on", Dates.Iso(day), "--json"];
        var ended = await NecProcess.Run(new Dictionary<string, string>(StringComparer.Ordinal), scratch.Folder, arguments);
        var answer = ended.Answer;
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Json.GetProperty("findings").EnumerateArray().ToDictionary(
            finding => finding.Text("obligation")!,
            finding => $"{finding.Text("status")}, due {finding.Text("dueOn")}, last {finding.Text("lastOn")}: {finding.Text("reason")}; "
                + string.Join(", ", finding.GetProperty("periods").EnumerateArray().Select(Period)),
            StringComparer.Ordinal);

        static string Period(JsonElement period) => $"{period.Text("period")} {period.Text("status")}";
    }

    // The page of the period that each promise stands in, opened by a link of its accountable post.
    private static async Task AnswerPagesSay(
        HttpClient browser, WebApplication app, Contract contract, IReadOnlyList<StoredFinding> board, DateOnly day)
    {
        var key = await app.Services.GetRequiredService<Keys>().LinkSigning(app.Services.GetRequiredService<LondonClock>().Now, Token);
        foreach (var finding in board.Select(stored => stored.Finding).Where(finding => finding.Period is not null))
        {
            var post = contract.Obligations.Single(obligation => obligation.Id == finding.Obligation).Commitment.Accountable;
            AnswerScope scope = new()
            {
                Team = Team,
                Obligation = finding.Obligation,
                Period = finding.Period!,
                Post = post,
                AddressHash = AnswerScope.HashOf(contract.FindPost(post)!.AnsweredBy(day)!.Email),
                ExpiresOn = day,
            };
            var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/r/{AnswerLink.Create(key, scope)}", Token));
            Assert.Contains(finding.Reason, page, StringComparison.OrdinalIgnoreCase);
            if (finding.DueOn is { } due)
            {
                Assert.Contains(due.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
            }
        }
    }

    // The letters as the findings on the board would have them. The board only names the facts that decided a finding: they are put
    // beside it again.
    private static async Task<IEnumerable<string>> FromTheBoard(WebApplication app, IReadOnlyList<StoredFinding> board, DateOnly day)
    {
        var input = await app.Services.GetRequiredService<AssessmentInputs>().Of(Team, day, Token);
        var byId = board.ToDictionary(stored => stored.Finding.Obligation, stored => stored.Finding, StringComparer.Ordinal);
        var shown = input!.Assess(day).Select(fresh => byId[fresh.Obligation] with { Facts = fresh.Facts });
        var team = new AssessedTeam(input, [.. shown]);
        return Letters(await app.Services.GetRequiredService<NoticeDrafts>().Of(new[] { team }.ToAsyncEnumerable(), day, Token));
    }

    private static IEnumerable<string> Letters(IEnumerable<DraftedNotice> drafts) => drafts
        .Select(draft => Letter(draft.Notice.RecipientAddress, draft.Notice.Subject, draft.Notice.TextBody));

    private static string Letter(string to, string subject, string text) =>
        $"{to}\n{subject}\n{Hosting.Letters.WithoutTokens(text).TrimEnd()}";
}
