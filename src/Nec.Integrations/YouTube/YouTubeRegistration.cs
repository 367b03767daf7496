using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nec.Integrations.Social;

namespace Nec.Integrations.YouTube;

/// <summary>Registers YouTube.</summary>
public static class YouTubeRegistration
{
    /// <summary>Adds <see cref="YouTubeClient"/>, from the section <c>YouTube</c>, as one of the social networks.</summary>
    public static IServiceCollection AddYouTube(this IServiceCollection services, IConfiguration configuration) =>
        services.AddNetwork<YouTubeOptions, YouTubeClient>(configuration, "YouTube", YouTubeClient.Network, options => options.BaseAddress, (rest, options) => new(rest, options));
}
