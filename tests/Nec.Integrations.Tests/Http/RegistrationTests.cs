using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.BankHolidays;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Pickup;
using Nec.Integrations.Mail.Smtp;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.Tests.Http;

public sealed class RegistrationTests
{
    [Theory]
    [InlineData("Pickup", typeof(PickupMailSender))]
    [InlineData("Smtp", typeof(SmtpMailSender))]
    public async Task Every_source_can_be_had_with_its_defaults(string transport, Type sender)
    {
        await using var provider = Provider(("Mail:Transport", transport), ("Mail:From", "Nec <nec@example.org>"), ("Mail:Pickup:Folder", "mail"), ("Mail:Smtp:Host", "mail.example.org"));

        Assert.NotNull(provider.GetRequiredService<FacebookClient>());
        Assert.NotNull(provider.GetRequiredService<PageClient>());
        Assert.NotNull(provider.GetRequiredService<BankHolidayClient>());
        Assert.IsType(sender, provider.GetRequiredService<IMailSender>());
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public async Task Settings_arrive_under_their_names()
    {
        await using var provider = Provider(
            ("Mail:From", "nec@example.org"), ("Mail:Pickup:Folder", "mail"), ("Http:PerHostPerSecond", "0"), ("Http:AllowedPrivateHosts:0", "127.0.0.1"),
            ("WebPages:Hosts:www.dorset.police.uk", "http://127.0.0.1:5001"), ("Facebook:Token", "t"),
            ("WebPages:Hosts:www.dorset.police.uk:Robots", "ignore"), ("WebPages:Hosts:www.example.org:Robots", "respect"), ("Http:Hosts:data.police.uk:PerSecond", "15"));

        Assert.Equal(0, provider.GetRequiredService<IOptions<HttpOptions>>().Value.PerHostPerSecond);
        Assert.Equal(["127.0.0.1"], provider.GetRequiredService<IOptions<HttpOptions>>().Value.AllowedPrivateHosts);
        Assert.Equal("http://127.0.0.1:5001", provider.GetRequiredService<IOptions<WebPageOptions>>().Value.Hosts["www.dorset.police.uk"]);
        var robots = provider.GetRequiredService<IOptions<WebPageOptions>>().Value.Robots;
        Assert.Equal((2, "ignore", "respect"), (robots.Count, robots["www.dorset.police.uk"], robots["www.example.org"]));
        Assert.Equal(15, provider.GetRequiredService<IOptions<HttpOptions>>().Value.Hosts["data.police.uk"].PerSecond);
        Assert.Equal("t", provider.GetRequiredService<IOptions<FacebookOptions>>().Value.Token);
    }

    [Theory]
    [InlineData("Mail:From", "", "Mail:From must be set: the address that notices come from, such as Nec <nec@example.org>.")]
    [InlineData("Mail:Admin", "everybody", "Mail:Admin must be one e-mail address; it is 'everybody'.")]
    [InlineData("Mail:PublicAddress", "nec.example.org", "Mail:PublicAddress must be an http or https address; it is 'nec.example.org'.")]
    [InlineData("Mail:Pickup:Folder", "", "Mail:Pickup:Folder must be set when Mail:Transport is Pickup.")]
    [InlineData("Http:PerHostPerSecond", "-1", "Http:PerHostPerSecond must lie between 0 (unlimited) and 1000.")]
    [InlineData("Http:PerHostConcurrency", "0", "Http:PerHostConcurrency must lie between 1 and 100.")]
    [InlineData("Http:ConnectSeconds", "0", "Http:ConnectSeconds must lie between 1 and 300.")]
    [InlineData("Http:HeaderSeconds", "301", "Http:HeaderSeconds must lie between 1 and 300.")]
    [InlineData("Http:Hosts:data.police.uk:PerSecond", "16", "Http:Hosts:data.police.uk:PerSecond must lie between 0.001 and 15; it is '16'.")]
    [InlineData("Http:Hosts:DATA.police.uk:PerSecond", "15.1", "Http:Hosts:DATA.police.uk:PerSecond must lie between 0.001 and 15; it is '15.1'.")]
    [InlineData("Http:Hosts:www.example.org:PerSecond", "0", "Http:Hosts:www.example.org:PerSecond must lie between 0.001 and 1000; it is '0'.")]
    [InlineData("Http:Hosts:www.example.org:PerSecond", "NaN", "Http:Hosts:www.example.org:PerSecond must lie between 0.001 and 1000; it is 'NaN'.")]
    [InlineData("Http:Hosts:www.example.org:Concurrency", "0", "Http:Hosts:www.example.org:Concurrency must lie between 1 and 100; it is '0'.")]
    [InlineData("WebPages:Hosts:www.example.org:Robots", "never", "WebPages:Hosts:www.example.org:Robots must be respect or ignore; it is 'never'.")]
    [InlineData("Facebook:Version", "26", "Facebook:Version must look like v26.0.")]
    [InlineData("Facebook:BaseAddress", "ftp://x", "Facebook:BaseAddress must be an https address (http only on this machine).")]
    [InlineData("WebPages:Hosts:www.example.org", "elsewhere", "WebPages:Hosts:www.example.org must be an http or https address; it is 'elsewhere'.")]
    public async Task A_wrong_setting_stops_the_start_with_its_rule(string name, string value, string rule)
    {
        await using var provider = Provider(("Mail:From", "nec@example.org"), ("Mail:Pickup:Folder", "mail"), (name, value));

        var failure = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(rule, failure.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(params (string Name, string Value)[] settings)
    {
        var values = settings.GroupBy(setting => setting.Name).Select(group => new KeyValuePair<string, string?>(group.Key, group.Last().Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();

        return new ServiceCollection()
            .AddFacebook(configuration).AddWebPages(configuration).AddBankHolidays(configuration).AddMail(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
