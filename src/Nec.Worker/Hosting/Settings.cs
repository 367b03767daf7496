namespace Nec.Worker.Hosting;

/// <summary>Where settings come from: <c>appsettings/appsettings.json</c>, then the environment (<c>Mail__From</c>), which is where secrets belong.</summary>
internal static class Settings
{
    /// <summary>
    /// The folder with settings and contracts: the one that <c>NEC_APPSETTINGS</c> names, else <c>appsettings</c> here, else the copy beside the program.
    /// </summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("NEC_APPSETTINGS") is { Length: > 0 } named ? Path.GetFullPath(named)
        : Directory.Exists("appsettings") ? Path.GetFullPath("appsettings")
        : Path.Combine(AppContext.BaseDirectory, "appsettings");

    /// <summary>Reads them; <paramref name="above"/> stands above all.</summary>
    public static void AddTo(IConfigurationManager configuration, IReadOnlyDictionary<string, string?> above)
    {
        configuration.Sources.Clear();
        configuration
            .AddJsonFile(Path.Combine(Folder, "appsettings.json"), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(above);
    }

    /// <summary>Reads them on their own, for a verb that starts no host.</summary>
    public static IConfigurationRoot Read()
    {
        var configuration = new ConfigurationManager();
        AddTo(configuration, new Dictionary<string, string?>(StringComparer.Ordinal));
        return configuration;
    }
}
