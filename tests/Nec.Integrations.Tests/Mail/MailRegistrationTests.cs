using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Graph;
using Nec.Integrations.Mail.Notify;
using Nec.Integrations.Mail.Pickup;
using Nec.Integrations.Mail.Smtp;

namespace Nec.Integrations.Tests.Mail;

public sealed class MailRegistrationTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Mail:From"] = "Nec <nec@example.org>",
        ["Mail:Pickup:Folder"] = "mail",
        ["Mail:Smtp:Host"] = "mail.example.org",
        ["Mail:Smtp:Password"] = "hidden-secret",
        ["Mail:Smtp:OAuth:TenantId"] = null, // as our file of settings has them
        ["Mail:Smtp:OAuth:Authority"] = "https://login.microsoftonline.com",
        ["Mail:Graph:TenantId"] = "example.org",
        ["Mail:Graph:ClientId"] = "66666666-7777-4888-9999-000000000000",
        ["Mail:Graph:ClientSecret"] = "hidden-secret",
        ["Mail:Graph:Mailbox"] = "nec@example.org",
        ["Mail:Notify:ApiKey"] = "nec-26785a09-0000-4000-8000-a37497a57506-3d844edf-0000-4000-8000-e847b4f122b0",
        ["Mail:Notify:TemplateId"] = "5a1b2c3d-0000-4000-8000-1f2e3d4c5b6a",
    };

    [Theory]
    [InlineData(null, typeof(PickupMailSender))]
    [InlineData("Pickup", typeof(PickupMailSender))]
    [InlineData("Smtp", typeof(SmtpMailSender))]
    [InlineData("graph", typeof(GraphMailSender))]
    [InlineData("Notify", typeof(NotifyMailSender))]
    public async Task The_chosen_transport_is_had(string? transport, Type sender)
    {
        await using var provider = Provider(new(Good) { ["Mail:Transport"] = transport });

        provider.GetRequiredService<IStartupValidator>().Validate();

        Assert.IsType(sender, provider.GetRequiredService<IMailSender>());
    }

    [Theory]
    [InlineData("Pickup", "Mail:Pickup")]
    [InlineData("Smtp", "Mail:Smtp")]
    [InlineData("Graph", "Mail:Graph")]
    [InlineData("Notify", "Mail:Notify")]
    public async Task Only_its_settings_are_asked_for(string transport, string section)
    {
        var settings = Good.Where(setting => setting.Key == "Mail:From" || setting.Key.StartsWith(section, StringComparison.Ordinal)).Append(new("Mail:Transport", transport)).ToDictionary();
        await using var provider = Provider(settings);

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [InlineData("Smtp", "Connections", "0", "Mail:Smtp:Connections must lie between 1 and 20.")]
    [InlineData("Smtp", "TimeoutSeconds", "241", "Mail:Smtp:TimeoutSeconds must lie between 1 and 240.")]
    [InlineData("Smtp", "OAuth:ClientId", "nec", "Mail:Smtp:OAuth:ClientId must be an id of the form 00000000-0000-0000-0000-000000000000; it is 'nec'.")]
    [InlineData("Smtp", "OAuth:ClientSecret", "hidden-secret", "Mail:Smtp:OAuth:TenantId must be set when Mail:Smtp:OAuth is used: the tenant's id or one of its domains.")]
    [InlineData("Smtp", "OAuth:TenantId", "example.org", "Mail:Smtp:OAuth:ClientSecret or Mail:Smtp:OAuth:CertificatePath must be set when Mail:Smtp:OAuth is used.")]
    [InlineData("Smtp", "OAuth:TenantId", "example.org", "Mail:Smtp:User must be set when Mail:Smtp:OAuth is used: the mailbox that sends.")]
    [InlineData("Smtp", "OAuth:TenantId", "example.org", "Mail:Smtp:Password and Mail:Smtp:OAuth are both set: leave one out.")]
    [InlineData("Graph", "TenantId", null, "Mail:Graph:TenantId must be set when Mail:Transport is Graph: the tenant's id or one of its domains.")]
    [InlineData("Graph", "TenantId", "", "Mail:Graph:TenantId must be set when Mail:Transport is Graph: the tenant's id or one of its domains.")]
    [InlineData("Graph", "TenantId", "a/b", "Mail:Graph:TenantId must be the tenant's id or one of its domains; it is 'a/b'.")]
    [InlineData("Graph", "ClientId", "nec", "Mail:Graph:ClientId must be an id of the form 00000000-0000-0000-0000-000000000000; it is 'nec'.")]
    [InlineData("Graph", "ClientSecret", "", "Mail:Graph:ClientSecret or Mail:Graph:CertificatePath must be set when Mail:Transport is Graph.")]
    [InlineData("Graph", "CertificatePath", "nec.pem", "Mail:Graph:ClientSecret and Mail:Graph:CertificatePath are both set: leave one out.")]
    [InlineData("Graph", "Mailbox", "", "Mail:Graph:Mailbox must be set when Mail:Transport is Graph: the address of the mailbox that sends.")]
    [InlineData("Graph", "BaseAddress", "http://graph.example.org", "Mail:Graph:BaseAddress must be an https address (http only on this machine); it is 'http://graph.example.org'.")]
    [InlineData("Graph", "Authority", "login.example.org", "Mail:Graph:Authority must be an https address (http only on this machine); it is 'login.example.org'.")]
    [InlineData("Graph", "PerMinute", "-1", "Mail:Graph:PerMinute must lie between 0 (unlimited) and 10000.")]
    [InlineData("Notify", "ApiKey", "", "Mail:Notify:ApiKey must be set when Mail:Transport is Notify; it comes from the environment.")]
    [InlineData("Notify", "ApiKey", "hidden-secret", "Mail:Notify:ApiKey must end in the service's id and the secret")]
    [InlineData("Notify", "TemplateId", "main", "Mail:Notify:TemplateId must be an id of the form 00000000-0000-0000-0000-000000000000; it is 'main'.")]
    [InlineData("Notify", "ReplyToId", "team@example.org", "Mail:Notify:ReplyToId must be an id of the form 00000000-0000-0000-0000-000000000000; it is 'team@example.org'.")]
    [InlineData("Notify", "BaseAddress", "ftp://x", "Mail:Notify:BaseAddress must be an https address (http only on this machine); it is 'ftp://x'.")]
    public async Task A_wrong_setting_stops_the_start_with_its_rule_and_never_a_secret(string transport, string name, string? value, string rule)
    {
        await using var provider = Provider(new(Good) { ["Mail:Transport"] = transport, [$"Mail:{transport}:{name}"] = value });

        var failure = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(rule, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("3d844edf", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a certificate", "holds none that can be read")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds none that can be read")]
    [InlineData(null, "cannot be opened")]
    public async Task A_certificate_that_cannot_be_read_stops_the_start(string? content, string trouble)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            if (content is not null)
            {
                await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
            }

            await using var provider = Provider(new(Good) { ["Mail:Transport"] = "Graph", ["Mail:Graph:ClientSecret"] = null, ["Mail:Graph:CertificatePath"] = file });

            var failure = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

            Assert.Contains($"with a certificate and its private key; '{file}' {trouble}.", failure.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Sendmail")]
    [InlineData("2")]
    public void An_unknown_transport_is_named_with_the_choice(string transport)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Provider(new(Good) { ["Mail:Transport"] = transport }));

        Assert.Equal($"Mail:Transport must be one of Pickup, Smtp, Graph, Notify; it is '{transport}'.", failure.Message);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddMail(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
