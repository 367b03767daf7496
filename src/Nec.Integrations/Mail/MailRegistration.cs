using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Graph;
using Nec.Integrations.Mail.Notify;
using Nec.Integrations.Mail.Pickup;
using Nec.Integrations.Mail.Smtp;

namespace Nec.Integrations.Mail;

/// <summary>Registers the sending of mail.</summary>
public static class MailRegistration
{
    /// <summary>Adds <see cref="IMailSender"/>, from the section <c>Mail</c>; only the chosen transport's settings are asked for.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Mail");
        services.AddOptionsWithValidateOnStart<MailOptions>().Bind(section).ValidateDataAnnotations();

        return Transport(section[nameof(MailOptions.Transport)]) switch
        {
            MailTransport.Smtp => Add<SmtpOptions>(
                services.AddOutside(configuration), section.GetSection("Smtp"), (http, smtp) => new SmtpMailSender(smtp, http(), TimeProvider.System)),
            MailTransport.Graph => Add<GraphMailOptions>(services.AddOutside(configuration), section.GetSection("Graph"), (http, graph) => new GraphMailSender(graph, http(), TimeProvider.System)),
            MailTransport.Notify => Add<NotifyMailOptions>(services.AddOutside(configuration), section.GetSection("Notify"), (http, notify) => new NotifyMailSender(notify, http(), TimeProvider.System)),
            _ => Add<PickupOptions>(services, section.GetSection("Pickup"), (_, pickup) => new PickupMailSender(pickup)),
        };
    }

    // Names only: the framework would take numbers too, and speak of types where a person needs the choice.
    private static MailTransport Transport(string? given) =>
        string.IsNullOrEmpty(given) ? MailTransport.Pickup
        : Enum.GetValues<MailTransport>().Where(transport => transport.ToString().Equals(given, StringComparison.OrdinalIgnoreCase)).Select(transport => (MailTransport?)transport).FirstOrDefault()
            ?? throw new OptionsValidationException("Mail", typeof(MailOptions), [$"Mail:Transport must be one of {string.Join(", ", Enum.GetNames<MailTransport>())}; it is '{given}'."]);

    private static IServiceCollection Add<TOptions>(IServiceCollection services, IConfiguration section, Func<Func<HttpOptions>, TOptions, IMailSender> make)
        where TOptions : class
    {
        services.AddOptionsWithValidateOnStart<TOptions>().Bind(section).ValidateDataAnnotations();

        return services.AddSingleton(provider => make(
            () => provider.GetRequiredService<IOptions<HttpOptions>>().Value, provider.GetRequiredService<IOptions<TOptions>>().Value));
    }
}
