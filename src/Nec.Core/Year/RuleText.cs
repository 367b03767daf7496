using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Year;

/// <summary>How a commitment falls due, and what shows that it was done, in words.</summary>
public static class RuleText
{
    /// <summary><c>again within 6 months of the last time</c>, with its grace.</summary>
    public static string Of(Commitment commitment) =>
        $"{Due(commitment)}{(commitment.GraceDays > 0 ? $", with {Dates.Count(commitment.GraceDays, "day")} of grace" : "")}{(commitment.Soft ? "; reported, never a breach" : "")}";

    /// <summary>What shows that it was done.</summary>
    public static string Shown(Commitment commitment) => commitment.Evidence switch
    {
        null when commitment.Rule is TargetBy => "counted by the machine, account by account",
        null => "a person records it",
        SectionEvidence { Section: var section, Pages: var pages } => $"a real update of the section {section} on every one of {Dates.Count(pages.Count, "page")}: {string.Join(", ", pages)}",
        PrioritiesEvidence => "newer or changed priorities at data.police.uk in every neighbourhood",
        EventsEvidence { Count: var count } => $"{Dates.Count(count, "event")} both advertised beforehand and attended",
        UpcomingEventsEvidence => "an event ahead at data.police.uk",
        PeopleEvidence => "named officers at data.police.uk",
        UrlEvidence { Url: var url } => $"the document can be read at {url}",
        RecordOfEvidence { Commitment: var other } => $"the record of {other}, when it holds what is needed",
        PerEventEvidence => "the record of each event holds what is needed",
        _ => "a person records it",
    };

    private static string Due(Commitment commitment) => commitment switch
    {
        { Evidence: PerEventEvidence { WithinWorkingDays: var days } } => $"for each event, within {Dates.Count(days, "working day")}",
        { Rule: Every { Interval: var interval } } => $"again within {interval} of the last time",
        { Rule: Each { Kind: var kind } } => $"once in every calendar {Noun(kind)}",
        { Rule: OnDates { Dates: [var only] } } => $"by {Dates.Long(only)}",
        { Rule: OnDates { Dates: var dates } } => $"by each of {Dates.Count(dates.Count, "date")}, from {Dates.Long(dates[0])} to {Dates.Long(dates[^1])}",
        { Rule: TargetBy target } => $"{target.Number:#,0} by {Dates.Long(target.By)}, from {target.Baseline:#,0}",
        { Rule: Standing { Review: { } kind } } => $"at all times, confirmed once every {Noun(kind)}",
        _ => "at all times",
    };

    private static string Noun(PeriodKind kind) => kind == PeriodKind.HalfYear ? "half-year" : Compliance.Kebab.Of(kind.ToString());
}
