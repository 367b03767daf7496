using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nec.Integrations.Social;

namespace Nec.Integrations.Instagram;

/// <summary>Registers Instagram.</summary>
public static class InstagramRegistration
{
    /// <summary>Adds <see cref="InstagramClient"/>, from the section <c>Instagram</c>, as one of the social networks.</summary>
    public static IServiceCollection AddInstagram(this IServiceCollection services, IConfiguration configuration) =>
        services.AddNetwork<InstagramOptions, InstagramClient>(configuration, "Instagram", InstagramClient.Network, options => options.BaseAddress, (rest, options) => new(rest, options));
}
