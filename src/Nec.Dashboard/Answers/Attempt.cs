using Nec.Core.Answers;

namespace Nec.Dashboard.Answers;

/// <summary>A form that was sent and not accepted, with what is wrong with it; none when the page is only looked at.</summary>
public sealed record Attempt(AnswerForm Form, IReadOnlyList<EntryFault> Faults)
{
    public static Attempt None { get; } = new(new AnswerForm(), []);

    public bool IsOf(string press) => Form.Press == press;

    /// <summary>What a form of the page shows: what was sent with its button, else what it begins with.</summary>
    public AnswerForm Shown(string press, AnswerForm beginning) => IsOf(press) ? Form : beginning;

    /// <summary>What is wrong with a field of a form; null when nothing is.</summary>
    public string? FaultOf(string press, string field) => IsOf(press) ? Faults.FirstOrDefault(fault => fault.Field == field)?.Text : null;
}
