using Nec.Integrations.BankHolidays;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Mail;
using Nec.Integrations.PoliceUk;
using Nec.Integrations.WebPages;

namespace Nec.Worker.Hosting;

/// <summary>Every outside system that we read.</summary>
internal static class SourceRegistration
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services, IConfiguration configuration) => services
        .AddOutside(configuration)
        .AddFacebook(configuration)
        .AddWebPages(configuration)
        .AddPoliceUk(configuration)
        .AddBankHolidays(configuration);
}
