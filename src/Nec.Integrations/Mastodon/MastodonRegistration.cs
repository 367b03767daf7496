using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nec.Integrations.Social;

namespace Nec.Integrations.Mastodon;

/// <summary>Registers Mastodon.</summary>
public static class MastodonRegistration
{
    /// <summary>Adds <see cref="MastodonClient"/>, from the section <c>Mastodon</c>, as one of the social networks; every instance has its own address.</summary>
    public static IServiceCollection AddMastodon(this IServiceCollection services, IConfiguration configuration) =>
        services.AddNetwork<MastodonOptions, MastodonClient>(configuration, "Mastodon", MastodonClient.Network, _ => null, (rest, options) => new(rest, options));
}
