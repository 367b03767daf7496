using System.Globalization;
using Nec.Core.Calendar;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>What a run over many targets achieved: how many were seen, and each that was not, with its reason.</summary>
internal sealed class Tally(string noun, string verb)
{
    /// <summary>Quartz keeps 1,000 characters of a summary.</summary>
    private const int LongestSummary = 900;

    private readonly List<string> _unable = [];
    private readonly SortedDictionary<string, int> _found = new(StringComparer.Ordinal);
    private int _looked;

    /// <summary>Counts a target; a reason says that it could not be seen, null that it could.</summary>
    public void Add(string target, string? whyUnable)
    {
        _looked++;
        if (whyUnable is not null)
        {
            _unable.Add($"{target}: {whyUnable}");
        }
    }

    /// <summary>Counts something found, such as a change.</summary>
    public void Found(string what, int times = 1) => _found[what] = _found.GetValueOrDefault(what) + times;

    /// <summary><c>59 of 60 pages seen, 3 changed, 1 unable: dorchester: HTTP 403</c>.</summary>
    public JobRunReport Report()
    {
        if (_looked == 0)
        {
            return JobRunReport.Skipped($"no {noun} is in any contract");
        }

        var found = string.Concat(_found.Select(entry => string.Create(CultureInfo.InvariantCulture, $", {entry.Value} {entry.Key}")));
        var unable = _unable.Count == 0 ? "" : $", {_unable.Count} unable: {string.Join("; ", _unable)}";
        var summary = $"{_looked - _unable.Count} of {Dates.Count(_looked, noun)} {verb}{found}{unable}";
        var report = JobRunReport.Succeeded(summary.Length <= LongestSummary ? summary : $"{summary[..LongestSummary]}…")
            .With("seen", _looked - _unable.Count).With("unable", _unable.Count);
        foreach (var (what, count) in _found)
        {
            report = report.With(what, count);
        }

        return report;
    }
}
