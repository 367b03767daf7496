using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Reminders;

namespace Nec.Core.Notices;

/// <summary>
/// Tells an admin of sources that fell silent and of those that came back, of vacant posts and of jobs that fail: one line in and one out, never a line a night
/// (domain.md D2). On the first working day of a month without such lines it says that all is quiet.
/// </summary>
public static class AdminNoticeWriter
{
    internal static readonly ReminderStep In = ReminderStep.Of(ReminderKind.Trouble);
    internal static readonly ReminderStep Out = ReminderStep.Of(ReminderKind.Recovered);

    /// <summary>The admin's notice of a day; null when there is nothing to say, or when no team works on it: then the next working day tells.</summary>
    public static Notice? Write(IReadOnlyList<Desk> desks, IReadOnlyList<JobState> jobs, Recipient admin, DateOnly today)
    {
        var lines = desks.Where(desk => desk.WorkingDays.Includes(today)).SelectMany(desk => Lines(desk, today)).Concat(JobLines.Of(desks, jobs, today)).OrderBy(line => line.Kind).ThenBy(line => line.Team, StringComparer.Ordinal).ThenBy(line => line.Obligation, StringComparer.Ordinal).ToList();
        var isMonthly = desks.Any(desk => IsFirstOfMonth(desk, today));
        if (isMonthly)
        {
            lines.AddRange(desks.Where(desk => desk.WorkingDays.Includes(today)).SelectMany(desk => Standing(desk, today)).Concat(JobLines.Standing(desks, jobs, today)));
        }

        return lines.Count > 0 ? new() { Kind = NoticeKind.Admin, Recipient = admin, Day = today, Lines = lines }
            : isMonthly ? new() { Kind = NoticeKind.Quiet, Recipient = admin, Day = today, Lines = [], Scores = [.. desks.Select(Counted)], Unjudged = [.. desks.SelectMany(Unjudged)] }
            : null;
    }

    private static bool IsFirstOfMonth(Desk desk, DateOnly today) => desk.WorkingDays.Includes(today) && desk.WorkingDays.OnOrAfter(new(today.Year, today.Month, 1)) == today;

    // How many promises were judged, and how many of them could be: proof that the system looked.
    private static TeamScore Counted(Desk desk) => new(desk.Contract.Title, desk.Findings.Count(finding => !IsUnjudged(finding)), desk.Findings.Count, desk.Contract.From);

    private static bool IsUnjudged(Finding finding) => finding.Status is Status.UnableToCheck or Status.Incomplete;

    private static IEnumerable<string> Unjudged(Desk desk) =>
        desk.Contract.Obligations.Join(desk.Findings.Where(IsUnjudged), obligation => obligation.Id, finding => finding.Obligation, (obligation, _) => obligation.Title);

    // All is not quiet while something is still wrong: once a month what was told before is told again. That a source was never set up is told once.
    private static IEnumerable<NoticeLine> Standing(Desk desk, DateOnly today) =>
        from trouble in Troubles(desk, today)
        let key = Key(desk, trouble.Target, Dates.Iso(trouble.SinceOn), In)
        where trouble.Kind != TroubleKind.NotConnected && desk.Told.Contains(key)
        select Line(desk, key, LineKind.Trouble, trouble) with { Tells = [] };

    private static List<Trouble> Troubles(Desk desk, DateOnly today) =>
        [.. desk.Findings.SelectMany(finding => finding.Troubles).Concat(Vacancies(desk, today)).Concat(desk.Troubles).DistinctBy(trouble => (trouble.Target, trouble.SinceOn))];

    private static IEnumerable<NoticeLine> Lines(Desk desk, DateOnly today)
    {
        var now = Troubles(desk, today);
        foreach (var trouble in now)
        {
            var key = Key(desk, trouble.Target, Dates.Iso(trouble.SinceOn), In);
            if (!desk.Told.Contains(key) && !IsOfCredentials(desk, trouble))
            {
                yield return Line(desk, key, LineKind.Trouble, trouble);
            }
        }

        // With the contract its troubles end too, but nothing has come right.
        foreach (var (target, since) in desk.Contract.IsInForceOn(today) ? ToldBefore(desk) : [])
        {
            var key = Key(desk, target, Dates.Iso(since), Out);
            if (!desk.Told.Contains(key) && !now.Exists(trouble => (trouble.Target, trouble.SinceOn) == (target, since)))
            {
                yield return Line(desk, key, LineKind.Recovered, WhatWas(desk, target, since));
            }
        }
    }

    // Jobs have lines of their own (JobLines).
    private static IEnumerable<(TroubleKey Target, DateOnly Since)> ToldBefore(Desk desk) =>
        from told in desk.Told
        where told.Team == desk.Contract.Id && told.Step == In && told.Post == SentReminder.Admin
        let trouble = told.Subject as ReminderSubject.Trouble
        where trouble is not null && trouble.Key.Subject != TroubleSubject.Job
        select (trouble.Key, Dates.Parse(told.Period));

    // An account that is unseen because its network refuses our credentials: the credentials' own line says what to do.
    private static bool IsOfCredentials(Desk desk, Trouble trouble) =>
        trouble.Name is { Kind: TargetKind.Account }
        && desk.Contract.Accounts.Any(account => TroubleKey.Target(account.Id) == trouble.Target && desk.Refusing.Contains(account.Network));

    // A reminder is never sent into a void silently (domain.md A2-13). Why: the post that is told instead; null when every post above is vacant too.
    private static IEnumerable<Trouble> Vacancies(Desk desk, DateOnly today) =>
        from post in desk.Contract.Posts
        where desk.Contract.IsInForceOn(today) && post.AnsweredBy(today) is null && desk.Contract.Commitments.Any(commitment => commitment.Accountable == post.Id)
        let left = post.Holders.Concat(post.Deputies).Where(tenure => tenure.To < today).Max(tenure => tenure.To)
        let instead = desk.Contract.Answering(post.Id, today).Post?.Title
        let says = instead is null ? "so is every post above it" : $"the {instead} is told in its place"
        select new Trouble(TroubleKind.Vacant, TroubleKey.Target(post.Id), left?.AddDays(1) ?? desk.Contract.From, $"the post {post.Title} is vacant: {says}")
        {
            Why = instead,
        };

    // Only a told key is left of what is over; its target says what it was.
    private static Trouble? WhatWas(Desk desk, TroubleKey target, DateOnly since) =>
        target.Subject == TroubleSubject.Credentials
            ? new(TroubleKind.Credentials, target, since, "") { Name = new(TargetKind.Network, target.Id) }
        : desk.Contract.FindPost(target.Id) is { } post ? new(TroubleKind.Vacant, target, since, $"the post {post.Title} is held again")
        : NameOf(desk.Contract, target.Id) is { } name ? new(TroubleKind.Silent, target, since, "") { Name = name } : null;

    // By the name that its trouble had (Tracks). A page and an account may share an id: which of the two it was, the key does not say.
    private static TargetName? NameOf(Contract contract, string target) =>
        (contract.Pages.Any(page => page.Id == target), contract.Accounts.Any(account => account.Id == target)) switch
        {
            (true, true) => new(TargetKind.PageOrAccount, target),
            (true, false) => new(TargetKind.Page, target),
            (false, true) => new(TargetKind.Account, target),
            _ => contract.Neighbourhoods.Contains(target) ? new(TargetKind.Neighbourhood, target)
                : target == Tracks.Events ? new(TargetKind.Events, target)
                : Uri.IsWellFormedUriString(target, UriKind.Absolute) ? new(TargetKind.Address, target) : null,
        };

    private static SentReminder Key(Desk desk, TroubleKey target, string since, ReminderStep step) =>
        new(desk.Contract.Id, new ReminderSubject.Trouble(target), since, step, SentReminder.Admin);

    internal static NoticeLine Line(Desk desk, SentReminder key, LineKind kind, Trouble? trouble) => new()
    {
        Team = key.Team,
        Obligation = key.Subject.ToString(),
        Commitment = key.Subject.ToString(),
        Kind = kind,
        Title = trouble?.Kind == TroubleKind.Vacant ? desk.Contract.FindPost(trouble.Target.Id)?.Title ?? trouble.Target.Id
            : trouble?.Name?.ToString() ?? key.Subject.ToString(),
        Trouble = trouble,
        Status = Status.UnableToCheck,
        Period = key.Period,
        Post = key.Post,
        Tells = [key],
        Because = new(BecauseKind.Administrator, "", desk.Contract.Title),
    };
}
