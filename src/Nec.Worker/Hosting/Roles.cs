namespace Nec.Worker.Hosting;

/// <summary>What <c>Host:Roles</c> asks of a process: <c>jobs</c>, <c>pages</c>, or both.</summary>
internal sealed record Roles(bool Jobs, bool Pages)
{
    /// <summary>Reads the setting; both when it is not set.</summary>
    public static Roles Of(IConfiguration configuration)
    {
        var given = configuration["Host:Roles"] ?? "jobs,pages";
        var words = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 0 && words.All(word => word is "jobs" or "pages")
            ? new(words.Contains("jobs", StringComparer.Ordinal), words.Contains("pages", StringComparer.Ordinal))
            : throw new SettingException($"Host:Roles must be jobs, pages or jobs,pages; it is '{given}'.");
    }
}
