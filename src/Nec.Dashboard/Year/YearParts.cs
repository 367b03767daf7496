using Nec.Core.Contracts;

namespace Nec.Dashboard.Year;

/// <summary>One section of the self-evaluation that people write words into.</summary>
public sealed record YearPart(string Id, string Title);

/// <summary>The parts of the self-evaluation's form: the team's own checking, each essential component, and the plan for the year to come.</summary>
internal static class YearParts
{
    public const string Quality = "part-1";
    public const string Plan = "part-3";

    public static YearPart Part1 { get; } = new(Quality, "Part 1: Quality assurance of our own work");

    public static YearPart Part3 { get; } = new(Plan, "Part 3: The plan for the coming year");

    /// <summary>The section of a standard in part 2.</summary>
    public static string Of(Standard standard) => $"standard-{standard.Id}";

    public static bool Knows(Contract contract, string section) => section is Quality or Plan || contract.Standards.Any(standard => Of(standard) == section);
}
