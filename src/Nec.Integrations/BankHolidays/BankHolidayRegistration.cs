using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.BankHolidays;

/// <summary>Registers GOV.UK's bank holidays.</summary>
public static class BankHolidayRegistration
{
    private const string Source = "bank-holidays";

    /// <summary>Adds <see cref="BankHolidayClient"/>, from the section <c>BankHolidays</c>.</summary>
    public static IServiceCollection AddBankHolidays(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutside(configuration);
        services.AddOptionsWithValidateOnStart<BankHolidayOptions>().Bind(configuration.GetSection("BankHolidays")).ValidateDataAnnotations();
        services.AddKeyedSingleton<IRestClient>(Source, (provider, _) => provider.GetRequiredService<OutboundHttp>()
            .Client(new Uri(provider.GetRequiredService<IOptions<BankHolidayOptions>>().Value.BaseAddress), followRedirects: true));
        services.AddSingleton(provider => new BankHolidayClient(provider.GetRequiredKeyedService<IRestClient>(Source)));

        return services;
    }
}
