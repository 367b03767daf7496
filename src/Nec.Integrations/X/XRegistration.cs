using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nec.Integrations.Social;

namespace Nec.Integrations.X;

/// <summary>Registers X.</summary>
public static class XRegistration
{
    /// <summary>Adds <see cref="XClient"/>, from the section <c>X</c>, as one of the social networks.</summary>
    public static IServiceCollection AddX(this IServiceCollection services, IConfiguration configuration) =>
        services.AddNetwork<XOptions, XClient>(configuration, "X", XClient.Network, options => options.BaseAddress, (rest, options) => new(rest, options));
}
