using System.ComponentModel.DataAnnotations;

namespace Nec.Worker.Jobs;

/// <summary>How a night's looks are spread (section <c>Jobs:CheckPages</c>).</summary>
internal sealed record PageRunOptions
{
    /// <summary>Above so many pages a run hands them out in shards of about so many; a host's pages stay in one shard, however many they are.</summary>
    [Range(1, 100_000, ErrorMessage = "Jobs:CheckPages:ShardSize must lie between 1 and 100000.")]
    public int ShardSize { get; init; } = 50;

    /// <summary>Hosts that one run asks at the same time; the pages of one host come one after the other.</summary>
    [Range(1, 64, ErrorMessage = "Jobs:CheckPages:Concurrency must lie between 1 and 64.")]
    public int Concurrency { get; init; } = 8;
}

/// <summary>Registers the looking at pages.</summary>
internal static class PageRunRegistration
{
    /// <summary>Adds what <see cref="CheckPages"/> and its shards run on.</summary>
    public static IServiceCollection AddPageRuns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<PageRunOptions>().Bind(configuration.GetSection("Jobs:CheckPages")).ValidateDataAnnotations();

        return services.AddSingleton<PageChecker>().AddSingleton<PageRuns>();
    }
}
