using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Year;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Year;

/// <summary>The annual pack in open formats.</summary>
internal static class YearFiles
{
    private static readonly string[] PlanHead = ["standard", "promise", "obligation", "period", "last day", "status", "reason", "soft"];
    private static readonly string[] QuarterHead = ["team", "quarter", "kind", "held", "otherwise", "events", "advertised in time", "advertised late", "not seen advertised", "shortest lead days", "came", "counted at"];

    public static async Task<IResult> Plan(string team, string? on, YearReport report, CancellationToken cancellationToken) =>
        report.WhyNot(team, on) is not null ? Wrong() : await Find(team, on, report, cancellationToken) is not { } pages ? Missing() : File(
            Csv.Of(
                pages.Pack.Standards.SelectMany(standard => standard.Promises.SelectMany(promise => promise.Plan.Times.Select(time => (IReadOnlyList<string?>)
                [
                    standard.Standard.Title, promise.Obligation.Title, promise.Obligation.Id, time.Period, time.EndsOn is { } ends ? Dates.Iso(ends) : null,
                    time.Status is { } status ? StatusWord.Of(status) : "to-come", time.Reason, promise.Obligation.Commitment.Soft ? "yes" : "no",
                ]))).Prepend(PlanHead)),
            $"{team}-{Dates.Iso(pages.Pack.On)}.csv");

    public static async Task<IResult> Json(string team, string? on, YearReport report, CancellationToken cancellationToken) =>
        report.WhyNot(team, on) is not null ? Wrong() : await Find(team, on, report, cancellationToken) is not { } pages ? Missing() : Results.Json(Content(pages));

    public static async Task<IResult> Quarter(string team, string label, YearReport report, CancellationToken cancellationToken) =>
        await report.Quarter(team, label, cancellationToken) is not var (contract, quarter, _, engagements) ? Missing() : File(
            Csv.Of(engagements.Select(kind => (IReadOnlyList<string?>)
                [
                    contract.Title, quarter.Label, kind.Kind, Number(kind.Held),
                    string.Join("; ", kind.Otherwise.Select(other => $"{other.Number} {Kebab.Of(other.Outcome.ToString()).Replace('-', ' ')}")),
                    Number(kind.Advertised?.Events), Number(kind.Advertised?.InTime), Number(kind.Advertised?.Late), Number(kind.Advertised?.NotSeen), Number(kind.Advertised?.ShortestDays),
                    Number(kind.Came), kind.Advertised is null ? null : Number(kind.Counted),
                ]).Prepend(QuarterHead)),
            $"{team}-{quarter.Label}.csv");

    private static Task<YearPages?> Find(string team, string? on, YearReport report, CancellationToken cancellationToken) =>
        report.On(team, TypedDay.Read(on), cancellationToken);

    private static object Content(YearPages pages) => new
    {
        team = pages.Pack.Contract.Id,
        contract = pages.Pack.Contract.Version,
        on = pages.Pack.On,
        from = pages.Pack.Year.First,
        to = pages.Pack.Year.Last,
        standards = pages.Pack.Standards.Select(standard => new
        {
            id = standard.Standard.Id,
            title = standard.Standard.Title,
            fallen = standard.Fallen,
            inTime = standard.InTime,
            late = standard.Late,
            missed = standard.Missed,
            unableToCheck = standard.Unseen,
            words = pages.Texts.GetValueOrDefault(YearParts.Of(standard.Standard))?.Words,
            promises = standard.Promises.Select(promise => new
            {
                obligation = promise.Obligation.Id,
                title = promise.Obligation.Title,
                status = StatusWord.Of(promise.Finding.Status),
                reason = promise.Finding.Reason,
                dueOn = promise.Finding.DueOn,
                plan = promise.Plan.Words,
                target = promise.Finding.Target,
                facts = promise.Finding.Facts.Select(fact => fact.Id),
                times = promise.Plan.Times.Select(time => new { period = time.Period, endsOn = time.EndsOn, status = time.Status is { } status ? StatusWord.Of(status) : "to-come", reason = time.Reason }),
            }),
        }),
        engagements = pages.Pack.Engagements.Select(kind => new
        {
            kind = kind.Kind,
            held = kind.Held,
            otherwise = kind.Otherwise.ToDictionary(other => Kebab.Of(other.Outcome.ToString()), other => other.Number, StringComparer.Ordinal),
            advertised = kind.Advertised,
            came = kind.Came,
            counted = kind.Counted,
        }),
        qualityAssurance = pages.Texts.GetValueOrDefault(YearParts.Quality)?.Words,
        planForTheComingYear = pages.Texts.GetValueOrDefault(YearParts.Plan)?.Words,
        ratings = pages.Ratings.Select(rating => new { panel = rating.Panel, word = rating.Word, ratedOn = rating.RatedOn, comments = rating.Comments }),
    };

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    // A day that is none, or has no pack.
    private static IResult Wrong() => Results.StatusCode(StatusCodes.Status400BadRequest);

    private static IResult Missing() => Results.StatusCode(StatusCodes.Status404NotFound);

    private static IResult File(string text, string name) => Results.File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", name);
}
