using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nec.Integrations.Social;

namespace Nec.Integrations.Facebook;

/// <summary>Registers Facebook.</summary>
public static class FacebookRegistration
{
    /// <summary>Adds <see cref="FacebookClient"/>, from the section <c>Facebook</c>, as one of the social networks.</summary>
    public static IServiceCollection AddFacebook(this IServiceCollection services, IConfiguration configuration) =>
        services.AddNetwork<FacebookOptions, FacebookClient>(configuration, "Facebook", FacebookClient.Network, options => options.BaseAddress, (rest, options) => new(rest, options));
}
