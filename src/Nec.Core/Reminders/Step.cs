namespace Nec.Core.Reminders;

/// <summary>One rung of the reminder ladder: which it is, the working day it goes on, and the post it goes to.</summary>
public sealed record Step(ReminderStep Name, DateOnly SendOn, string Post)
{
    /// <summary>Whether the rung comes after the due date.</summary>
    public bool IsOver => Name.IsOver;
}
