using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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

        return section.GetValue(nameof(MailOptions.Transport), MailTransport.Pickup) switch
        {
            MailTransport.Smtp => AddSmtp(services, section.GetSection("Smtp")),
            _ => AddPickup(services, section.GetSection("Pickup")),
        };
    }

    private static IServiceCollection AddSmtp(IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<SmtpOptions>().Bind(section).ValidateDataAnnotations();

        return services.AddSingleton<IMailSender>(provider => new SmtpMailSender(provider.GetRequiredService<IOptions<SmtpOptions>>().Value));
    }

    private static IServiceCollection AddPickup(IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<PickupOptions>().Bind(section).ValidateDataAnnotations();

        return services.AddSingleton<IMailSender>(provider => new PickupMailSender(provider.GetRequiredService<IOptions<PickupOptions>>().Value));
    }
}
