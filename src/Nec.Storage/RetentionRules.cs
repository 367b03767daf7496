using Nec.Core.Calendar;
using Nec.Core.Deliveries;

namespace Nec.Storage;

/// <summary>All that leaves by itself, in the order in which it goes: first what people wrote.</summary>
public static class RetentionRules
{
    /// <summary>What happened. The newest of each sort stays, however old: the years that are kept begin with it (decision 19).</summary>
    public static RetentionRule Facts { get; } = new("facts", "Facts", Years, null,
        """
        with recursive last as ( -- the ends of chains of corrections; most are chains of one
            select fact_id, kind, row_number() over (
                partition by kind, commitment, place, target, body->>'outcome', body->>'fedBack', body->>'noted',
                             body->>'section', body->>'verdict', body->>'metric', body->>'changed', body->>'source'
                order by occurred_on desc, fact_id desc) as newest
            from nec.fact
            where team = @team
              and kind in ('occurrence', 'reading', 'section', 'priorities', 'people', 'event', 'check', 'withdrawal')
              and occurred_on < @firstKept
              and not exists (select 1 from nec.fact later where later.supersedes = fact.fact_id)
        ),
        chain (last, fact_id, supersedes, occurred_on) as (
            select fact.fact_id, fact.fact_id, fact.supersedes, fact.occurred_on
            from last
            join nec.fact on fact.fact_id = last.fact_id
            where last.newest > 1 or last.kind in ('event', 'withdrawal')
            union all
            select chain.last, earlier.fact_id, earlier.supersedes, earlier.occurred_on
            from chain
            join nec.fact earlier on earlier.fact_id = chain.supersedes
        ),
        going as (
            select last
            from chain
            group by last
            having max(occurred_on) < @firstKept
            order by last
            limit @Most
        )
        delete from nec.fact
        where fact_id in (select chain.fact_id from chain join going on going.last = chain.last)
        """);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RetentionRule> All { get; } =
    [
        new("notes", "Notes, feedback and who did it", kept => Dates.Count(kept.NoteMonths, "month"), (kept, today) => today.AddMonths(-kept.NoteMonths),
            """
            delete from nec.fact_note
            where fact_id in (
                select fact_note.fact_id
                from nec.fact_note
                join nec.fact on fact.fact_id = fact_note.fact_id
                where fact.occurred_on < @firstKept
                limit @Most)
            """),
        new("reasons", "Reasons given with answers", kept => Dates.Count(kept.NoteMonths, "month"), (kept, today) => today.AddMonths(-kept.NoteMonths),
            """
            update nec.answer
            set reason = null
            where answer_id in (
                select answer_id
                from nec.answer
                where reason is not null and answered_at < @At
                limit @Most)
            """),
        new("mail-texts", "Words of letters", kept => Dates.Count(kept.MailTextDays, "day"), (kept, today) => today.AddDays(-kept.MailTextDays),
            """
            update nec.notice
            set text_body = null, html_body = null
            where notice_id in (
                select notice_id
                from nec.notice
                where text_body is not null and (sent_at < @At or parked_at < @At)
                limit @Most)
            """),
        new("letters", "Letters", kept => Dates.Count(kept.MailYears, "year"), (kept, today) => today.AddYears(-kept.MailYears),
            """
            delete from nec.notice
            where notice_id in (
                select notice_id
                from nec.notice
                where sent_at < @At or parked_at < @At
                limit @Most)
            """),
        new("failing-addresses", "Addresses that failed", kept => $"{Dates.Count(kept.ContactMonths, "month")} after they were cleared, or after the last report", (kept, today) => today.AddMonths(-kept.ContactMonths),
            """
            delete from nec.failing_address
            where failing_address_id in (
                select failing_address_id
                from nec.failing_address
                where coalesce(cleared_at, reported_at) < @At
                limit @Most)
            """),
        new("full-mailboxes", "Mailboxes that were full once", _ => Dates.Count(ReportRule.FullDays, "day"), (_, today) => today.AddDays(-ReportRule.FullDays),
            """
            delete from nec.full_mailbox
            where address in (
                select address
                from nec.full_mailbox
                where reported_at < @At
                limit @Most)
            """),
        new("away-replies", "Automatic replies", _ => Dates.Count(AwayReplies.ShownDays, "day"), (_, today) => today.AddDays(-AwayReplies.ShownDays),
            """
            delete from nec.away_reply
            where address in (
                select address
                from nec.away_reply
                where replied_at < @At
                limit @Most)
            """),
        new("newsletter-copies", "Copies of newsletters", _ => Dates.Count(NewsletterCopies.KeptDays, "day"), (_, today) => today.AddDays(-NewsletterCopies.KeptDays),
            """
            delete from nec.newsletter_copy
            where copy in (
                select copy
                from nec.newsletter_copy
                where arrived_at < @At
                limit @Most)
            """),
        new("sign-in-links", "Sign-in links", kept => $"{Dates.Count(kept.SignInDays, "day")} after they expired", (kept, today) => today.AddDays(-kept.SignInDays),
            """
            delete from nec.sign_in_link
            where token_hash in (
                select token_hash
                from nec.sign_in_link
                where expires_at < @At
                limit @Most)
            """),
        new("sessions", "Sessions of people who signed in", kept => $"{Dates.Count(kept.SignInDays, "day")} after they ended",
            (kept, today) => today.AddDays(-kept.SignInDays),
            """
            delete from nec.session
            where session_id in (
                select session_id
                from nec.session
                where least(expires_at, ended_at) < @At
                limit @Most)
            """),
        new("api-tokens", "API tokens", kept => $"{Dates.Count(kept.ContactMonths, "month")} after they ended", (kept, today) => today.AddMonths(-kept.ContactMonths),
            """
            delete from nec.api_token
            where api_token_id in (
                select api_token_id
                from nec.api_token
                where least(expires_at, revoked_at) < @At
                limit @Most)
            """),
        new("calendar-addresses", "Calendar addresses", kept => $"{Dates.Count(kept.ContactMonths, "month")} after they ended", (kept, today) => today.AddMonths(-kept.ContactMonths),
            """
            delete from nec.calendar_feed
            where token_hash in (
                select token_hash
                from nec.calendar_feed
                where revoked_at < @At
                limit @Most)
            """),
        new("runs", "Runs of jobs", kept => Dates.Count(kept.RunDays, "day"), (kept, today) => today.AddDays(-kept.RunDays),
            """
            delete from nec.run
            where run_id in (
                select run_id
                from nec.run
                where ended_at is not null and started_at < @At
                limit @Most)
            """),
        new("idle-runs", "Runs that had nothing to do", _ => "a day", (_, today) => today.AddDays(-1),
            """
            delete from nec.run
            where run_id in (
                select run_id
                from nec.run
                where outcome = 'skipped' and started_at < @At
                limit @Most)
            """),
        new("audit-entries", "Audit entries", kept => Dates.Count(kept.AuditYears, "year"), (kept, today) => today.AddYears(-kept.AuditYears),
            """
            delete from nec.audit
            where audit_id in (
                select audit_id
                from nec.audit
                where happened_at < @At
                limit @Most)
            """),

        // The hash stays, by which a text that comes back is known again; the latest text stays, which the next look is compared with.
        new("page-texts", "Texts of pages", Years, null,
            """
            update nec.page_text
            set text = null
            where page_text_id in (
                select old.page_text_id
                from nec.page_text old
                where old.team = @team and old.text is not null and old.last_seen_at < @At
                  and exists (
                      select 1
                      from nec.page_text later
                      where later.team = old.team and later.page = old.page and later.section = old.section
                        and (later.last_seen_at, later.page_text_id) > (old.last_seen_at, old.page_text_id))
                limit @Most)
            """),
        Facts,
        new("event-sightings", "Sightings of events", Years, null,
            """
            delete from nec.event_sighting
            where (team, neighbourhood, event_id) in (
                select team, neighbourhood, event_id
                from nec.event_sighting
                where team = @team and starts_on < @firstKept
                limit @Most)
            """),
        new("answers", "Answers by link", Years, null,
            """
            delete from nec.answer
            where answer_id in (
                select old.answer_id
                from nec.answer old
                where old.team = @team and old.answered_at < @At
                  and exists ( -- the latest of each sort still speaks
                      select 1
                      from nec.answer later
                      where later.team = old.team and later.obligation = old.obligation and later.kind = old.kind and later.answer_id > old.answer_id)
                limit @Most)
            """),
        new("finding-changes", "Changes of findings", Years, null,
            """
            delete from nec.finding_change
            where finding_change_id in (
                select old.finding_change_id
                from nec.finding_change old
                where old.team = @team and old.judged_on < @firstKept
                  and exists (
                      select 1
                      from nec.finding_change later
                      where later.team = old.team and later.obligation = old.obligation and later.finding_change_id > old.finding_change_id)
                limit @Most)
            """),
        new("year-texts", "Words of a year", Years, null,
            """
            delete from nec.year_text
            where year_text_id in (
                select year_text_id
                from nec.year_text
                where team = @team and year_from < @firstKept
                limit @Most)
            """),
        new("panel-ratings", "Ratings of panels", Years, null,
            """
            delete from nec.panel_rating
            where panel_rating_id in (
                select panel_rating_id
                from nec.panel_rating
                where team = @team and year_from < @firstKept
                limit @Most)
            """),
    ];

    private static string Years(RetentionOptions kept) => $"the running contract year and {kept.EvidenceYears} before it";
}
