using Hangfire.Client;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>Stores the audit entry of a press of "Trigger now" with the run that it creates.</summary>
internal sealed class PressedJobs : IClientFilter
{
    private static readonly AsyncLocal<Press?> Current = new();

    /// <summary>Begins a press: the audit entries by job.</summary>
    public static Press Begin(IReadOnlyDictionary<string, long> entries) => Current.Value = new(entries);

    /// <inheritdoc/>
    public void OnCreating(CreatingContext context)
    {
        if (EnginePage.IdOf(context.Job) is { } job && Current.Value?.Entries.TryGetValue(job, out var auditId) == true)
        {
            context.SetJobParameter(EngineRoom.AuditParameter, auditId);
        }
    }

    /// <inheritdoc/>
    public void OnCreated(CreatedContext context)
    {
        if (EnginePage.IdOf(context.Job) is { } job && context.BackgroundJob is not null)
        {
            Current.Value?.Created.Add(job);
        }
    }

    /// <summary>Jobs that a person triggers.</summary>
    internal sealed record Press(IReadOnlyDictionary<string, long> Entries)
    {
        /// <summary>The jobs for which a run was created.</summary>
        public HashSet<string> Created { get; } = new(StringComparer.Ordinal);
    }
}
