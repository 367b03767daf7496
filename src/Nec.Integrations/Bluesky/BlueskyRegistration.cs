using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nec.Integrations.Social;

namespace Nec.Integrations.Bluesky;

/// <summary>Registers Bluesky.</summary>
public static class BlueskyRegistration
{
    /// <summary>Adds <see cref="BlueskyClient"/>, from the section <c>Bluesky</c>, as one of the social networks.</summary>
    public static IServiceCollection AddBluesky(this IServiceCollection services, IConfiguration configuration) =>
        services.AddNetwork<BlueskyOptions, BlueskyClient>(configuration, "Bluesky", BlueskyClient.Network, options => options.BaseAddress, (rest, options) => new(rest, options));
}
