using Microsoft.Extensions.Configuration;
using Nec.Worker.Hosting;

namespace Nec.Worker.Tests.Hosting;

public sealed class ShownSettingsTests
{
    [Theory]
    [InlineData("Heartbeat:Url", "https://monitor.example.org/a-secret", "set")] // whoever knows it can speak in our name
    [InlineData("Heartbeat:FailUrl", null, "not set")]
    [InlineData("Mail:Smtp:Password", "hush", "set")]
    [InlineData("Retention:NoteMonths", "12", "12")]
    public void A_secret_is_shown_as_set_or_not_and_any_other_setting_as_it_is(string name, string? value, string shown)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings", "appsettings.json"))
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = value })
            .Build();

        Assert.Equal(shown, Assert.Single(ShownSettings.Of(configuration), row => row.Name == name).Value);
    }
}
