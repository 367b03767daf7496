using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Nec.Bench;

/// <summary>
/// What a press on the record page takes among 5,000 teams: the meeting goes on record with its line in the audit log, its own team is assessed, and the next
/// page comes back. Beside it the page that asks for one row.
/// </summary>
internal static partial class Pressing
{
    private const int Teams = 5000;
    private const int Presses = 40;
    private const double MostMilliseconds = 300;

    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        await using var site = await DashboardSite.Start(DashboardRecord.Contracts(Teams, 20), cancellationToken);
        var (promises, facts) = await DashboardRecord.Fill(site, Teams, 5, 20, cancellationToken);
        List<TimeSpan> took = [];
        List<TimeSpan> bare = [];
        for (var press = 0; press <= Presses; press++)
        {
            took.Add(await Press(site, DashboardRecord.Copy(1 + (press * 97 % (Teams - 1))), cancellationToken));
            var started = Stopwatch.GetTimestamp();
            await site.Client.GetStringAsync(DashboardSite.Bare, cancellationToken);
            bare.Add(Stopwatch.GetElapsedTime(started));
        }

        var first = took[0]; // nothing is compiled yet
        (took, bare) = (took[1..], bare[1..]);
        var (median, slow) = (At(took, 50), At(took, 95));
        return
        [
            new(FormattableString.Invariant($"{Teams:#,0} teams, {promises:#,0} promises, {facts:#,0} facts: the bare page, select 1"), "", Words(At(bare, 50)), "", null),
            new(
                FormattableString.Invariant($"{Presses} presses, each recorded, its team assessed, the page back; 95th percentile"),
                FormattableString.Invariant($"≤ {MostMilliseconds:0} ms"),
                $"{Words(slow)}, median {Words(median)}, the very first {Words(first)}",
                FormattableString.Invariant($"{median / At(bare, 50):0}× the bare page"),
                slow.TotalMilliseconds <= MostMilliseconds),
        ];
    }

    private static async Task<TimeSpan> Press(DashboardSite site, string team, CancellationToken cancellationToken)
    {
        var address = $"/record/{team}/clerk-meeting/lyme-regis";
        var page = await site.Client.GetStringAsync(address, cancellationToken);
        var form = Form().Match(page);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = Token().Match(page).Groups["value"].Value,
            ["press"] = "held",
            ["day"] = DashboardSite.Now.Day.ToString(CultureInfo.InvariantCulture),
            ["month"] = DashboardSite.Now.Month.ToString(CultureInfo.InvariantCulture),
            ["year"] = DashboardSite.Now.Year.ToString(CultureInfo.InvariantCulture),
        };
        using var content = new FormUrlEncodedContent(fields);
        var started = Stopwatch.GetTimestamp();
        using var reply = await site.Client.PostAsync(WebUtility.HtmlDecode(form.Groups["action"].Value), content, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.Found || reply.Headers.Location is not { } next)
        {
            throw new InvalidOperationException($"The press answered {(int)reply.StatusCode}.");
        }

        await site.Client.GetStringAsync(next, cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    private static TimeSpan At(List<TimeSpan> took, int percent) => took.Order().ElementAt(Math.Min(took.Count - 1, took.Count * percent / 100));

    private static string Words(TimeSpan took) => FormattableString.Invariant($"{took.TotalMilliseconds:0.0} ms");

    [GeneratedRegex("<form[^>]* action=\"(?<action>/record/[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
