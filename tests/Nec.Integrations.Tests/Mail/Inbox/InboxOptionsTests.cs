using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Integrations.Mail.Inbox;

namespace Nec.Integrations.Tests.Mail.Inbox;

/// <summary>Each wrong setting of the mailbox is one sentence that says what to set.</summary>
public sealed class InboxOptionsTests
{
    private static readonly Dictionary<string, string?> Good = new(StringComparer.Ordinal)
    {
        ["Mail:Inbox:Host"] = "imap.example.org",
        ["Mail:Inbox:User"] = "nec@example.org",
        ["Mail:Inbox:Password"] = "not-shown",
        ["Mail:Inbox:Trust"] = "Named",
        ["Mail:Inbox:AuthServId"] = "mx.example.org",
        ["Mail:Inbox:Newsletters:0:Team"] = "north",
        ["Mail:Inbox:Newsletters:0:Commitment"] = "newsletter",
        ["Mail:Inbox:Newsletters:0:From"] = "north@police.example.org",
        ["Mail:Inbox:Newsletters:0:Secret"] = "notshown99",
    };

    [Fact]
    public void Good_settings_are_taken_and_no_settings_switch_it_off()
    {
        Assert.True(Read(Good).IsSet);
        Assert.False(Read([]).IsSet);
        Assert.Equal(new("north", "newsletter", null, "north@police.example.org", "notshown99"), Assert.Single(Read(Good).Newsletters).ToSender());
    }

    [Theory]
    [InlineData("Host", "", "Mail:Inbox:Host must be set")]
    [InlineData("Host", "imap example", "Mail:Inbox:Host must be a host name")]
    [InlineData("Port", "0", "Mail:Inbox:Port must lie between 1 and 65535")]
    [InlineData("Tls", "None", "Mail:Inbox:Tls may be None only for a server on this machine")]
    [InlineData("TrustedCertificate", "ab", "Mail:Inbox:TrustedCertificate must be a SHA-256 thumbprint")]
    [InlineData("User", "", "Mail:Inbox:User must be set")]
    [InlineData("Password", "", "Mail:Inbox:Password or Mail:Inbox:OAuth must be set")]
    [InlineData("OAuth:TenantId", "example.org", "are both set: leave one out")]
    [InlineData("Folder", " ", "Mail:Inbox:Folder must be the name of a folder")]
    [InlineData("TimeoutSeconds", "601", "Mail:Inbox:TimeoutSeconds must lie between 1 and 600")]
    [InlineData("AuthServId", "", "Mail:Inbox:AuthServId must be set when Mail:Inbox:Trust is Named")]
    [InlineData("Trust", "ExchangeOnline", "Mail:Inbox:AuthServId is set, so Mail:Inbox:Trust must be Named")]
    [InlineData("Newsletters:0:Team", "", "Mail:Inbox:Newsletters:0 must name a Team and a Commitment")]
    [InlineData("Newsletters:0:From", "North <north@police.example.org>", "Mail:Inbox:Newsletters:0:From must be one e-mail address without a name")]
    [InlineData("Newsletters:0:Secret", "notshown", "Mail:Inbox:Newsletters:0:Secret must be at least 10 letters and digits")]
    public void A_wrong_one_is_named(string setting, string value, string says)
    {
        var settings = new Dictionary<string, string?>(Good, StringComparer.Ordinal) { [$"Mail:Inbox:{setting}"] = value };

        var refused = Assert.Throws<OptionsValidationException>(() => Read(settings));

        Assert.Contains(refused.Failures, failure => failure.Contains(says, StringComparison.Ordinal));
        Assert.All(refused.Failures, failure => Assert.DoesNotContain("notshown", failure.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void An_app_in_place_of_a_password_is_checked_as_for_mail_that_leaves()
    {
        var settings = new Dictionary<string, string?>(Good, StringComparer.Ordinal) { ["Mail:Inbox:Password"] = null, ["Mail:Inbox:OAuth:TenantId"] = "example.org" };

        var refused = Assert.Throws<OptionsValidationException>(() => Read(settings));

        Assert.Contains(refused.Failures, failure => failure.Contains("Mail:Inbox:OAuth:ClientId must be set", StringComparison.Ordinal));
        settings["Mail:Inbox:OAuth:ClientId"] = "00000000-0000-0000-0000-000000000001";
        settings["Mail:Inbox:OAuth:ClientSecret"] = "not-shown";
        Assert.NotNull(Read(settings).OAuth);
    }

    private static InboxOptions Read(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddInbox(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<InboxOptions>>().Value;
    }
}
