using Nec.Dashboard;

namespace Nec.Worker.Hosting;

/// <summary>The settings as the admin's page may show them.</summary>
internal static class ShownSettings
{
    // Known ones are said to be missing too.
    private static readonly string[] Secrets =
    [
        "ConnectionStrings:Nec", "Dashboard:OpenId:ClientSecret", "Facebook:Token", "Facebook:AppSecret", "X:Token", "YouTube:Key",
        "Mail:Smtp:Password", "Mail:Smtp:OAuth:ClientSecret", "Mail:Graph:ClientSecret", "Mail:Notify:ApiKey",
        "Mail:Inbox:Password", "Mail:Inbox:OAuth:ClientSecret", "Heartbeat:Url", "Heartbeat:FailUrl",
    ];

    private static readonly string[] SecretEndings = ["Secret", "Token", "Password", "Key", "Proxy"];

    /// <summary>Every setting of our file and every known secret, by name; whatever looks like a secret is only <c>set</c> or <c>not set</c>.</summary>
    public static IReadOnlyList<SettingRow> Of(IConfigurationRoot configuration)
    {
        // The environment holds far more than settings of ours: only what the file has begun is read out.
        var sections = configuration.Providers.OfType<Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider>()
            .SelectMany(file => file.GetChildKeys([], null)).Distinct(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. configuration.AsEnumerable()
                .Where(setting => setting.Value is not null && sections.Contains(setting.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
                .Select(setting => setting.Key).Union(Secrets, StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase)
                .Select(name => new SettingRow(name, Shown(name, configuration[name]))),
        ];
    }

    private static string Shown(string name, string? value) =>
        string.IsNullOrEmpty(value) ? "not set"
        : name.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase)
            || Secrets.Contains(name, StringComparer.OrdinalIgnoreCase) || SecretEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || value.Contains('@', StringComparison.Ordinal) && value.Contains("://", StringComparison.Ordinal) ? "set"
        : value;
}
