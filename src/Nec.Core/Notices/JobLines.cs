using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Reminders;

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
    /// <summary><c>PollNeighbourhoods</c> is called <c>Poll neighbourhoods</c>.</summary>
    public static string NameOf(string job) =>
        string.Concat(job.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>One line in and one out. Of a job that is no more, or is switched off, nothing is said: it has not come right.</summary>
    internal static IEnumerable<NoticeLine> Of(IReadOnlyList<TeamSnapshot> teams, IReadOnlyList<JobState> jobs, DateOnly today)
    {
        if (Carrier(teams, today) is not { } carrier)
        {
            yield break;
        }

        var told = Told(teams);
        foreach (var job in jobs)
        {
            var target = TroubleKey.Job(job.Job);
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
    internal static IEnumerable<NoticeLine> Standing(IReadOnlyList<TeamSnapshot> teams, IReadOnlyList<JobState> jobs, DateOnly today)
    {
        var told = Told(teams);
        return
            from carrier in Carrier(teams, today) is { } one ? [one] : Array.Empty<TeamSnapshot>()
            from job in jobs
            where job.FailingSince is { } since && told.Contains((TroubleKey.Job(job.Job), Dates.Iso(since), AdminNoticeWriter.In))
            select Line(carrier, job, job.FailingSince!.Value, AdminNoticeWriter.In, LineKind.Trouble) with { Tells = [] };
    }

    private static TeamSnapshot? Carrier(IReadOnlyList<TeamSnapshot> teams, DateOnly today) => teams.FirstOrDefault(snapshot => snapshot.Contract.IsInForceOn(today) && snapshot.WorkingDays.Includes(today));

    private static HashSet<(TroubleKey Target, string Period, ReminderStep Step)> Told(IReadOnlyList<TeamSnapshot> teams) =>
    [
        .. from snapshot in teams
           from told in snapshot.Told
           where told.Post == SentReminder.Admin
           let trouble = told.Subject as ReminderSubject.Trouble
           where trouble is { Key.Subject: TroubleSubject.Job }
           select (trouble.Key, told.Period, told.Step),
    ];

    private static NoticeLine Line(TeamSnapshot carrier, JobState job, DateOnly since, ReminderStep step, LineKind kind) =>
        AdminNoticeWriter.Line(
            carrier,
            new(carrier.Contract.Id, new ReminderSubject.Trouble(TroubleKey.Job(job.Job)), Dates.Iso(since), step, SentReminder.Admin),
            kind,
            new(TroubleKind.FailingJob, TroubleKey.Job(job.Job), since, $"the job {job.Job} fails")
            {
                Name = new(TargetKind.Job, NameOf(job.Job)),
                Address = job.Address,
            });
}
