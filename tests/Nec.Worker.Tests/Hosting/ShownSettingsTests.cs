using Microsoft.Extensions.Configuration;
using Nec.Worker.Hosting;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Hosting;

/// <summary>An admin sees every setting and no secret.</summary>
public sealed class ShownSettingsTests : IDisposable
{
    private const string Secret = "hunter2-is-not-for-showing";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("ConnectionStrings:Nec", $"Host=db;Password={Secret}")]
    [InlineData("Mail:Smtp:Password", Secret)]
    [InlineData("Mail:Smtp:OAuth:ClientSecret", Secret)]
    [InlineData("Mail:Graph:ClientSecret", Secret)]
    [InlineData("Mail:Notify:ApiKey", Secret)]
    [InlineData("Facebook:Token", Secret)]
    [InlineData("Facebook:AppSecret", Secret)]
    [InlineData("YouTube:Key", Secret)]
    [InlineData("Heartbeat:Url", $"https://monitor.example.org/{Secret}")] // whoever knows it can speak in our name
    [InlineData("Heartbeat:FailUrl", $"https://monitor.example.org/{Secret}")]
    [InlineData("Dashboard:OpenId:ClientSecret", Secret)]
    [InlineData("Http:Proxy", $"http://alex:{Secret}@proxy.example.org:3128")]
    [InlineData("WebPages:Feed", $"https://alex:{Secret}@example.org/feed")] // whatever it is called: an address with a password in it
    [InlineData("mail:smtp:PASSWORD", Secret)] // the environment's capitals are its own
    public void A_secret_is_shown_as_set_and_nothing_of_it_elsewhere(string name, string value)
    {
        var rows = ShownSettings.Of(Configuration((name, value)));
        Assert.Equal("set", rows.Single(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase)).Value);
        Assert.DoesNotContain(rows, row => row.Value.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_known_secret_that_is_missing_is_said_to_be_and_others_are_shown_as_they_are()
    {
        var rows = ShownSettings.Of(Configuration(("Mail:From", "Nec <nec@example.org>"), ("Jobs:CheckPages:Cron", "0 45 4 * * ?"))).ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);
        Assert.Equal(("not set", "not set", "Nec <nec@example.org>", "0 45 4 * * ?", "5"), (rows["Facebook:Token"], rows["ConnectionStrings:Nec"], rows["Mail:From"], rows["Jobs:CheckPages:Cron"], rows["Http:Retries"]));
    }

    [Fact]
    public void What_the_environment_holds_beside_our_sections_is_not_read_out() =>
        Assert.DoesNotContain(ShownSettings.Of(Configuration(("HOME", "/home/alex"), ("Elsewhere:Name", "x"))), row => row.Name is "HOME" or "Elsewhere:Name");

    private ConfigurationRoot Configuration(params (string Name, string Value)[] over) => (ConfigurationRoot)new ConfigurationBuilder()
        .AddJsonFile(_scratch.Write("appsettings.json", """{ "Mail": { "From": "" }, "Jobs": {}, "Http": { "Retries": 5 }, "WebPages": {}, "Heartbeat": {}, "Facebook": { "Token": "" } }"""))
        .AddInMemoryCollection(over.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build();
}
