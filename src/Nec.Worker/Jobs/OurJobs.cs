namespace Nec.Worker.Jobs;

/// <summary>The group that all our jobs and triggers stand in, so that what the code no longer declares can be told from Quartz's own.</summary>
internal static class OurJobs
{
    public const string Group = "nec";
}
