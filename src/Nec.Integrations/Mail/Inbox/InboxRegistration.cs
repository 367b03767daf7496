using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>Registers the reading of the mailbox.</summary>
public static class InboxRegistration
{
    /// <summary>Adds <see cref="InboxReader"/>, from the section <c>Mail:Inbox</c>.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<InboxOptions>()
            .Bind(configuration.GetSection(InboxOptions.Section)).ValidateDataAnnotations();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<InboxOptions>>().Value);
        return services.AddSingleton(provider => new InboxReader(
            provider.GetRequiredService<InboxOptions>(), provider.GetRequiredService<IOptions<HttpOptions>>().Value));
    }
}
