using Nec.Simulator;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs.Engine;

namespace Nec.Worker.Demo;

/// <summary>The host of a demo: the same one as <c>nec run</c>, led to the simulated outside and to a database of its own, never to a configured mail server.</summary>
internal static class DemoHost
{
    private const string App = "1";
    private const string AppSecret = "simulated";

    /// <summary>Builds and starts it. It serves pages at <paramref name="urls"/>, or no pages without them.</summary>
    public static async Task<WebApplication> Start(
        OutsideWorld world, OpenDatabase database, SimulatedClock clock, string? urls, CancellationToken cancellationToken)
    {
        (world.Graph.AppId, world.Graph.AppSecret) = (App, AppSecret);
        var plan = new HostPlan
        {
            ConnectionString = database.ConnectionString,
            Clock = clock,
            IsSimulated = true,
            RunsJobs = true,
            ServesPages = urls is not null,
            Settings = SettingsFor(world, urls),
        };
        var app = await NecHost.Open(plan, cancellationToken);
        await ListenAddress.Start(app, cancellationToken);
        return app;
    }

    // Jobs keep their declared times.
    private static IEnumerable<KeyValuePair<string, string?>> DeclaredTimes =>
        JobCatalogue.SettingKeys.Select(key => KeyValuePair.Create(key, (string?)null));

    private static Dictionary<string, string?> SettingsFor(OutsideWorld world, string? urls) => new(DeclaredTimes, StringComparer.Ordinal)
    {
        ["Contracts:Folder"] = Path.Combine(AppContext.BaseDirectory, "demo", "contracts"),
        ["Urls"] = urls ?? "http://127.0.0.1:0",
        ["Mail:Transport"] = "Smtp",
        ["Mail:From"] = "Nec <nec@example.org>",
        ["Mail:ReplyTo"] = "west-dorset@example.org",
        ["Mail:Admin"] = "admin@example.org",
        ["Mail:Marking"] = "OFFICIAL",
        ["Mail:PublicAddress"] = PublicAddressOf(urls) ?? "https://nec.example.org",
        ["Dashboard:Hosts:0"] = "*", // a demo may listen at any address of its machine, and holds nothing worth guarding
        ["Mail:Smtp:Host"] = world.Mail.Host,
        ["Mail:Smtp:Port"] = world.Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Mail:Smtp:Tls"] = "None",
        ["Mail:Smtp:User"] = null,
        ["Mail:Smtp:Password"] = null,
        ["Mail:Smtp:TrustedCertificate"] = null,
        ["Mail:Smtp:OAuth:TenantId"] = null,
        ["Mail:Smtp:OAuth:ClientId"] = null,
        ["Mail:Smtp:OAuth:ClientSecret"] = null,
        ["Mail:Smtp:OAuth:CertificatePath"] = null,
        ["Facebook:BaseAddress"] = world.GraphAddress.ToString().TrimEnd('/'),
        ["Facebook:Token"] = "simulated",
        ["Facebook:AppId"] = App,
        ["Facebook:AppSecret"] = AppSecret,
        ["Instagram:BaseAddress"] = world.GraphAddress.ToString().TrimEnd('/'),
        ["Instagram:Token"] = "simulated",
        ["Instagram:UserId"] = "17841400000000001",
        ["Instagram:AppId"] = App,
        ["Instagram:AppSecret"] = AppSecret,
        ["X:BaseAddress"] = world.X.Address.ToString().TrimEnd('/'),
        ["X:Token"] = "simulated",
        ["YouTube:BaseAddress"] = world.YouTube.Address.ToString().TrimEnd('/'),
        ["YouTube:Key"] = "simulated",
        ["Bluesky:BaseAddress"] = world.Bluesky.Address.ToString().TrimEnd('/'),
        ["Mastodon:Instances:social.example.org"] = world.Mastodon.AddressOf("social.example.org").ToString().TrimEnd('/'),
        ["Mastodon:ProbeInstance"] = "social.example.org",
        ["BankHolidays:BaseAddress"] = world.GovUkAddress.ToString().TrimEnd('/'),
        ["PoliceUk:Enabled"] = "true",
        ["PoliceUk:BaseAddress"] = world.PoliceUk.BaseAddress,
        ["WebPages:Hosts:www.dorset.police.uk"] = world.ForceWebsiteAddress.ToString().TrimEnd('/'),
        ["Http:AllowedPrivateHosts:0"] = "127.0.0.1",
        ["Http:PerHostPerSecond"] = "0",
        ["Http:Proxy"] = null,
        ["Http:RetrySeconds"] = "0",
        ["Http:Retries"] = "0",
        ["Jobs:SendMail:Cron"] = "-", // the driver sends when the outbox holds something
        ["Jobs:Heartbeat:Cron"] = "-",
        ["Mail:Inbox:Host"] = null, // the simulated outside has no mailbox
        ["Retention:MailTextDays"] = "400", // the year's letters are there to be read at its end
        ["Logging:LogLevel:Default"] = "Warning",
    };

    // Links in the demo's mail work in the demo, unless its port is not known before it starts.
    private static string? PublicAddressOf(string? urls)
    {
        var first = urls?.Split(';')[0]
            .Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(first, UriKind.Absolute, out var address) && address.Port != 0
            ? $"{address.Scheme}://{(address.Host is "0.0.0.0" or "[::]" ? "localhost" : address.Host)}:{address.Port}"
            : null;
    }
}
