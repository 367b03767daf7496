using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads how a commitment falls due: exactly one of <c>every</c>, <c>each</c>, <c>on</c>, <c>target</c> and <c>always</c>.</summary>
internal static class RuleReader
{
    public static Rule? Read(Fields fields, Frame frame)
    {
        var keys = ContractKeys.Rules.Where(fields.Has).OrderBy(key => (fields.KeySpot(key).Line, fields.KeySpot(key).Column)).ToList();
        if (keys.Count == 0)
        {
            fields.Errors.Add(fields.At, "this commitment has no rule; add one of every, each, on, target or always");
        }

        foreach (var extra in keys.Skip(1))
        {
            fields.Errors.Add(fields.KeySpot(extra), $"this commitment has the rules {keys[0]} and {extra}; keep one");
        }

        if (fields.Has("review") && !fields.Has("always"))
        {
            fields.Errors.Add(fields.KeySpot("review"), "“review” goes with “always: true” only; delete it");
        }

        // All of them are read, so that the faults inside an extra one show too.
        var rules = keys.Select(key => Of(key, fields, frame)).ToList();
        return rules.Count == 0 ? null : rules[0];
    }

    private static Rule? Of(string key, Fields fields, Frame frame) => key switch
    {
        "every" => fields.Node("every") is { } node && fields.Values.Interval(node, "every") is { } interval ? new Every(interval) : null,
        "each" => Period("each", fields) is { } kind ? new Each(kind) : null,
        "on" => new OnDates(Dates(fields, frame)),
        "target" => TargetReader.Read(fields, frame),
        _ => Always(fields),
    };

    private static PeriodKind? Period(string key, Fields fields) =>
        fields.Value(key, (node, name) => fields.Values.OneOf<PeriodKind>(node, name, ContractKeys.Periods));

    private static Standing Always(Fields fields)
    {
        if (fields.Value("always", fields.Values.Truth) is false)
        {
            fields.Errors.Add(fields.SpotOf("always"), "“always” can only be true; delete the key and give another rule");
        }

        return new(Period("review", fields));
    }

    private static List<DateOnly> Dates(Fields fields, Frame frame)
    {
        List<DateOnly> dates = [];
        foreach (var item in fields.Items("on"))
        {
            if (frame.DateInForce(fields.Values, item, "on") is not { } day)
            {
                continue;
            }

            if (dates.Count > 0 && day <= dates[^1])
            {
                fields.Errors.Add(item.At, $"“on” has {day:yyyy-MM-dd} after {dates[^1]:yyyy-MM-dd}; list each date once, in order");
            }

            dates.Add(day);
        }

        return dates;
    }
}
