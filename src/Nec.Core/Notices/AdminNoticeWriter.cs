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
    public static Notice? Write(IReadOnlyList<TeamSnapshot> teams, IReadOnlyList<JobState> jobs, Recipient admin, DateOnly today)
    {
        var lines = teams.Where(snapshot => snapshot.WorkingDays.Includes(today)).SelectMany(snapshot => Lines(snapshot, today)).Concat(JobLines.Of(teams, jobs, today)).OrderBy(line => line.Kind).ThenBy(line => line.Team, StringComparer.Ordinal).ThenBy(line => line.Obligation, StringComparer.Ordinal).ToList();
        var isMonthly = teams.Any(snapshot => IsFirstOfMonth(snapshot, today));
        if (isMonthly)
        {
            lines.AddRange(teams.Where(snapshot => snapshot.WorkingDays.Includes(today)).SelectMany(snapshot => Standing(snapshot, today)).Concat(JobLines.Standing(teams, jobs, today)));
        }

        return lines.Count > 0 ? new() { Kind = NoticeKind.Admin, Recipient = admin, Day = today, Lines = lines }
            : isMonthly ? new() { Kind = NoticeKind.Quiet, Recipient = admin, Day = today, Lines = [], Scores = [.. teams.Select(Counted)], Unjudged = [.. teams.SelectMany(Unjudged)] }
            : null;
    }

    private static bool IsFirstOfMonth(TeamSnapshot snapshot, DateOnly today) => snapshot.WorkingDays.Includes(today) && snapshot.WorkingDays.OnOrAfter(new(today.Year, today.Month, 1)) == today;

    // How many promises were judged, and how many of them could be: proof that the system looked.
    private static TeamScore Counted(TeamSnapshot snapshot) => new(snapshot.Contract.Title, snapshot.Findings.Count(finding => !IsUnjudged(finding)), snapshot.Findings.Count, snapshot.Contract.From);

    private static bool IsUnjudged(Finding finding) => finding.Status is Status.UnableToCheck or Status.Incomplete;

    private static IEnumerable<string> Unjudged(TeamSnapshot snapshot) =>
        snapshot.Contract.Obligations.Join(snapshot.Findings.Where(IsUnjudged), obligation => obligation.Id, finding => finding.Obligation, (obligation, _) => obligation.Title);

    // All is not quiet while something is still wrong: once a month what was told before is told again. That a source was never set up is told once.
    private static IEnumerable<NoticeLine> Standing(TeamSnapshot snapshot, DateOnly today) =>
        from trouble in Troubles(snapshot, today)
        let key = Key(snapshot, trouble.Target, Dates.Iso(trouble.SinceOn), In)
        where trouble.Kind != TroubleKind.NotConnected && snapshot.Told.Contains(key)
        select Line(snapshot, key, LineKind.Trouble, trouble) with { Tells = [] };

    private static List<Trouble> Troubles(TeamSnapshot snapshot, DateOnly today) =>
        [.. snapshot.Findings.SelectMany(finding => finding.Troubles).Concat(Vacancies(snapshot, today)).Concat(snapshot.Troubles).DistinctBy(trouble => (trouble.Target, trouble.SinceOn))];

    private static IEnumerable<NoticeLine> Lines(TeamSnapshot snapshot, DateOnly today)
    {
        var now = Troubles(snapshot, today);
        foreach (var trouble in now)
        {
            var key = Key(snapshot, trouble.Target, Dates.Iso(trouble.SinceOn), In);
            if (!snapshot.Told.Contains(key) && !IsOfCredentials(snapshot, trouble))
            {
                yield return Line(snapshot, key, LineKind.Trouble, trouble);
            }
        }

        // With the contract its troubles end too, but nothing has come right.
        foreach (var (target, since) in snapshot.Contract.IsInForceOn(today) ? ToldBefore(snapshot) : [])
        {
            var key = Key(snapshot, target, Dates.Iso(since), Out);
            if (!snapshot.Told.Contains(key) && !now.Exists(trouble => (trouble.Target, trouble.SinceOn) == (target, since)))
            {
                yield return Line(snapshot, key, LineKind.Recovered, WhatWas(snapshot, target, since));
            }
        }
    }

    // Jobs have lines of their own (JobLines).
    private static IEnumerable<(TroubleKey Target, DateOnly Since)> ToldBefore(TeamSnapshot snapshot) =>
        from told in snapshot.Told
        where told.Team == snapshot.Contract.Id && told.Step == In && told.Post == SentReminder.Admin
        let trouble = told.Subject as ReminderSubject.Trouble
        where trouble is not null && trouble.Key.Subject != TroubleSubject.Job
        select (trouble.Key, Dates.Parse(told.Period));

    // An account that is unseen because its network refuses our credentials: the credentials' own line says what to do.
    private static bool IsOfCredentials(TeamSnapshot snapshot, Trouble trouble) =>
        trouble.Name is { Kind: TargetKind.Account }
        && snapshot.Contract.Accounts.Any(account => TroubleKey.Target(account.Id) == trouble.Target && snapshot.Refusing.Contains(account.Network));

    // A reminder is never sent into a void silently (domain.md A2-13). Why: the post that is told instead; null when every post above is vacant too.
    private static IEnumerable<Trouble> Vacancies(TeamSnapshot snapshot, DateOnly today) =>
        from post in snapshot.Contract.Posts
        where snapshot.Contract.IsInForceOn(today) && post.AnsweredBy(today) is null && snapshot.Contract.Commitments.Any(commitment => commitment.Accountable == post.Id)
        let left = post.Holders.Concat(post.Deputies).Where(tenure => tenure.To < today).Max(tenure => tenure.To)
        let instead = snapshot.Contract.Answering(post.Id, today).Post?.Title
        let says = instead is null ? "so is every post above it" : $"the {instead} is told in its place"
        select new Trouble(TroubleKind.Vacant, TroubleKey.Target(post.Id), left?.AddDays(1) ?? snapshot.Contract.From, $"the post {post.Title} is vacant: {says}")
        {
            Why = instead,
        };

    // Only a told key is left of what is over; its target says what it was.
    private static Trouble? WhatWas(TeamSnapshot snapshot, TroubleKey target, DateOnly since) =>
        target.Subject == TroubleSubject.Credentials
            ? new(TroubleKind.Credentials, target, since, "") { Name = new(TargetKind.Network, target.Id) }
        : snapshot.Contract.FindPost(target.Id) is { } post ? new(TroubleKind.Vacant, target, since, $"the post {post.Title} is held again")
        : NameOf(snapshot.Contract, target.Id) is { } name ? new(TroubleKind.Silent, target, since, "") { Name = name } : null;

    // By the name that its trouble had (TargetHistories). A page and an account may share an id: which of the two it was, the key does not say.
    private static TargetName? NameOf(Contract contract, string target) =>
        (contract.Pages.Any(page => page.Id == target), contract.Accounts.Any(account => account.Id == target)) switch
        {
            (true, true) => new(TargetKind.PageOrAccount, target),
            (true, false) => new(TargetKind.Page, target),
            (false, true) => new(TargetKind.Account, target),
            _ => contract.Neighbourhoods.Contains(target) ? new(TargetKind.Neighbourhood, target)
                : target == TargetHistories.Events ? new(TargetKind.Events, target)
                : Uri.IsWellFormedUriString(target, UriKind.Absolute) ? new(TargetKind.Address, target) : null,
        };

    private static SentReminder Key(TeamSnapshot snapshot, TroubleKey target, string since, ReminderStep step) =>
        new(snapshot.Contract.Id, new ReminderSubject.Trouble(target), since, step, SentReminder.Admin);

    internal static NoticeLine Line(TeamSnapshot snapshot, SentReminder key, LineKind kind, Trouble? trouble) => new()
    {
        Team = key.Team,
        Obligation = key.Subject.ToString(),
        Commitment = key.Subject.ToString(),
        Kind = kind,
        Title = trouble?.Kind == TroubleKind.Vacant ? snapshot.Contract.FindPost(trouble.Target.Id)?.Title ?? trouble.Target.Id
            : trouble?.Name?.ToString() ?? key.Subject.ToString(),
        Trouble = trouble,
        Status = Status.UnableToCheck,
        Period = key.Period,
        Post = key.Post,
        Tells = [key],
        Because = new(BecauseKind.Administrator, "", snapshot.Contract.Title),
    };
}
