using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Core.Notices;

/// <summary>How a job of ours stands.</summary>
/// <param name="Job">Its name: <c>PollNeighbourhoods</c>.</param>
/// <param name="FailingSince">The London day of the first failure after its last success, once one of them was for good; null when it works.</param>
public sealed record JobState(string Job, DateOnly? FailingSince)
{
    /// <summary>The page that says why; null when pages have no public address.</summary>
    public string? Address { get; init; }
}

/// <summary>
/// The admin's lines of jobs that fail. A job is no team's: the first that is in force and works today only carries the word, and what any team was told of it counts.
/// </summary>
public static class JobLines
{
    private const string Prefix = "job/";

    /// <summary>The job that a told target means; null when it means something else.</summary>
    public static string? JobIn(string target) => target.StartsWith(Prefix, StringComparison.Ordinal) ? target[Prefix.Length..] : null;

    /// <summary><c>PollNeighbourhoods</c> is called <c>Poll neighbourhoods</c>.</summary>
    public static string NameOf(string job) =>
        string.Concat(job.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>One line in and one out. Of a job that is no more, or is switched off, nothing is said: it has not come right.</summary>
    internal static IEnumerable<NoticeLine> Of(IReadOnlyList<Desk> desks, IReadOnlyList<JobState> jobs, DateOnly today)
    {
        if (Carrier(desks, today) is not { } carrier)
        {
            yield break;
        }

        var told = Told(desks);
        foreach (var job in jobs)
        {
            var target = Prefix + job.Job;
            if (job.FailingSince is { } since && !told.Contains((target, Dates.Iso(since), AdminNoticeWriter.In)))
            {
                yield return Line(carrier, job, since, AdminNoticeWriter.In, LineKind.Trouble);
            }

            foreach (var period in told.Where(one => one.Target == target && one.Step == AdminNoticeWriter.In).Select(one => one.Period).Order(StringComparer.Ordinal))
            {
                if (Dates.Parse(period) != job.FailingSince && !told.Contains((target, period, AdminNoticeWriter.Out)))
                {
                    yield return Line(carrier, job, Dates.Parse(period), AdminNoticeWriter.Out, LineKind.Recovered);
                }
            }
        }
    }

    /// <summary>What was told before and still fails.</summary>
    internal static IEnumerable<NoticeLine> Standing(IReadOnlyList<Desk> desks, IReadOnlyList<JobState> jobs, DateOnly today)
    {
        var told = Told(desks);
        return
            from carrier in Carrier(desks, today) is { } one ? [one] : Array.Empty<Desk>()
            from job in jobs
            where job.FailingSince is { } since && told.Contains((Prefix + job.Job, Dates.Iso(since), AdminNoticeWriter.In))
            select Line(carrier, job, job.FailingSince!.Value, AdminNoticeWriter.In, LineKind.Trouble) with { Tells = [] };
    }

    private static Desk? Carrier(IReadOnlyList<Desk> desks, DateOnly today) => desks.FirstOrDefault(desk => desk.Contract.IsInForceOn(today) && desk.WorkingDays.Includes(today));

    private static HashSet<(string Target, string Period, string Step)> Told(IReadOnlyList<Desk> desks) =>
        [.. desks.SelectMany(desk => desk.Told).Where(told => told.Post == AdminNoticeWriter.Post && JobIn(told.Obligation) is not null).Select(told => (told.Obligation, told.Period, told.Step))];

    private static NoticeLine Line(Desk carrier, JobState job, DateOnly since, string step, LineKind kind) =>
        AdminNoticeWriter.Line(
            carrier,
            new(carrier.Contract.Id, Prefix + job.Job, Dates.Iso(since), step, AdminNoticeWriter.Post),
            kind,
            new(TroubleKind.FailingJob, Prefix + job.Job, since, $"the job {job.Job} fails") { Named = NameOf(job.Job), Address = job.Address });
}
