using System.Globalization;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs;

/// <summary>What a run over many targets achieved: how many were seen, and each that was not, with its reason.</summary>
internal sealed class RunSummary(string noun, string verb)
{
    private const int LongestSummary = 900;

    private readonly List<RunTarget> _targets = [];
    private readonly List<string> _unable = [];
    private readonly SortedDictionary<string, int> _found = new(StringComparer.Ordinal);
    private int _looked;

    /// <summary>Counts a target that was seen by an earlier run.</summary>
    public void AddSeen(string target) => Add(target, null);

    /// <summary>Counts a target once, and keeps each team's check of it.</summary>
    public void Add(string target, string? whyUnable, params IEnumerable<RunTarget> checks)
    {
        _looked++;
        _targets.AddRange(checks);
        if (whyUnable is not null)
        {
            _unable.Add($"{target}: {whyUnable}");
        }
    }

    /// <summary>Counts something found, such as a change.</summary>
    public void Found(string what, int times = 1) => _found[what] = _found.GetValueOrDefault(what) + times;

    /// <summary>
    /// <c>59 of 60 pages seen, 3 changed, 1 unable: dorchester: HTTP 403</c>.
    /// It is never a plain success when a target could not be checked.
    /// </summary>
    public RunReport Report()
    {
        if (_looked == 0)
        {
            return RunReport.Skipped($"no {noun} is in any contract");
        }

        var found = string.Concat(_found.Select(entry => string.Create(CultureInfo.InvariantCulture, $", {entry.Value} {entry.Key}")));
        var unable = _unable.Count == 0 ? "" : $", {_unable.Count} unable: {string.Join("; ", _unable)}";
        var summary = $"{_looked - _unable.Count} of {Dates.Count(_looked, noun)} {verb}{found}{unable}";
        var outcome = _unable.Count == 0 ? RunOutcome.Succeeded : _unable.Count == _looked ? RunOutcome.NothingSeen : RunOutcome.Partly;
        var shortened = summary.Length <= LongestSummary ? summary : $"{summary[..LongestSummary]}…";
        var report = new RunReport(outcome, shortened) { Targets = _targets }
            .With("seen", _looked - _unable.Count).With("unable", _unable.Count);
        return _found.Aggregate(report, (sum, entry) => sum.With(entry.Key, entry.Value));
    }
}
