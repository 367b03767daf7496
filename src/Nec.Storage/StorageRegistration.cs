using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Nec.Storage;

public static class StorageRegistration
{
    /// <summary>For how long what is kept, from the section <c>Retention</c>.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<RetentionOptions>().Bind(configuration.GetSection("Retention")).ValidateDataAnnotations();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<RetentionOptions>>().Value);
        return services;
    }

    /// <summary>The database and every table's class; a host of ours migrates before anything can ask for one.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(_ => Database.Open(connectionString));
        services.AddSingleton(provider => new StartUpLocks(provider.GetRequiredService<ILogger<StartUpLocks>>(), TimeProvider.System));
        services.AddSingleton<ContractVersions>();
        services.AddSingleton<JobRegister>();
        services.AddSingleton<Facts>();
        services.AddSingleton<Retention>();
        services.AddSingleton<PageTexts>();
        services.AddSingleton<EventSightings>();
        services.AddSingleton<Findings>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<NoticeClaims>();
        services.AddSingleton<SentReminders>();
        services.AddSingleton<FailingAddresses>();
        services.AddSingleton<InboxPositions>();
        services.AddSingleton<AwayReplies>();
        services.AddSingleton<NewsletterCopies>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<Keys>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<BankHolidayDays>();
        services.AddSingleton<Answers>();
        services.AddSingleton<CalendarFeeds>();
        services.AddSingleton<FactBatches>();
        services.AddSingleton<SocialAccounts>();
        services.AddSingleton<YouTubeCounts>();
        services.AddSingleton<SourceStates>();
        services.AddSingleton<CheckLog>();
        services.AddSingleton<Audit>();
        services.AddSingleton<PageMarks>();
        services.AddSingleton<Runs>();
        services.AddSingleton<YearTexts>();
        services.AddSingleton<KnownFacts>();
        services.AddSingleton<ApiTokens>();

        // Takes effect where somebody asks for data protection (cookies, antiforgery): a worker without pages never does.
        services.Configure<DataProtectionOptions>(options => options.ApplicationDiscriminator = "nec");
        services.AddOptions<KeyManagementOptions>()
            .Configure<NpgsqlDataSource>((options, source) => options.XmlRepository = new PostgresXmlRepository(source));
        return services;
    }
}
