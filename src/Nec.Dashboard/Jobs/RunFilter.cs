using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Jobs;

/// <summary>Which runs a list shows; its address holds all of it.</summary>
public sealed record RunFilter
{
    public string? Job { get; init; }

    /// <summary>One of <see cref="RunOutcomes.ByWord"/>; null for all.</summary>
    public string? Outcome { get; init; }

    public string? Node { get; init; }

    /// <summary>London's days, both inclusive.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Words of the job's name, of what the run achieved, of why it failed or of its log; or its whole trace id.</summary>
    public string? Text { get; init; }

    /// <summary>One of <see cref="RunOrder.Every"/>; null for the newest first.</summary>
    public string? Sort { get; init; }

    internal static IReadOnlyList<string> OutcomeWords { get; } = [.. RunOutcomes.ByWord.Keys];

    /// <summary>Reads what the address says; what is no order or no outcome is not asked for, and a day that is none is said.</summary>
    internal static (RunFilter Filter, IReadOnlyList<(string Field, string Text)> Faults) Of(IQueryCollection query)
    {
        List<(string, string)> faults = [];
        var filter = new RunFilter
        {
            Job = Given(query, "job"),
            Outcome = OutcomeWords.FirstOrDefault(word => word == Given(query, "outcome")),
            Node = Given(query, "node"),
            From = DayOf("from"),
            To = DayOf("to"),
            Text = Given(query, "text"),
            Sort = RunOrder.Of(Given(query, "sort")) is { Name: { Length: > 0 } name } ? name : null,
        };
        if (filter.To < filter.From)
        {
            faults.Add(("to", "The last day must not be before the first"));
        }

        return (filter, faults);

        DateOnly? DayOf(string field)
        {
            if (Given(query, field) is not { } given)
            {
                return null;
            }

            if (TypedDay.Read(given) is { Year: >= 2000 and <= 2100 } day)
            {
                return day;
            }

            faults.Add((field, "The day must be a real date, such as 1/4/2026"));
            return null;
        }
    }

    /// <summary>What an address says; null when it says nothing. The database takes no NUL.</summary>
    internal static string? Given(IQueryCollection query, string name) =>
        query[name].ToString().Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } given ? given : null;

    /// <summary>The same choice at an address.</summary>
    internal string Address(string path = "/runs", RunCursor? after = null) =>
        QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
        {
            ["job"] = Job,
            ["outcome"] = Outcome,
            ["node"] = Node,
            ["from"] = From is { } from ? Dates.Iso(from) : null,
            ["to"] = To is { } to ? Dates.Iso(to) : null,
            ["text"] = Text,
            ["sort"] = Sort,
            ["after"] = after?.ToString(),
        });
}
