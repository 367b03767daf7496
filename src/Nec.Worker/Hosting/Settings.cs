namespace Nec.Worker.Hosting;

/// <summary>Where settings come from: <c>appsettings/appsettings.json</c>, then the environment (<c>Mail__From</c>), which is where secrets belong.</summary>
internal static class Settings
{
    /// <summary>
    /// The folder with settings and contracts: <c>appsettings</c> of where we stand, else of the folder that <c>NEC_HOME</c> names, else the copy beside the program.
    /// </summary>
    public static string Folder { get; } =
        Directory.Exists("appsettings") ? Path.GetFullPath("appsettings")
        : Environment.GetEnvironmentVariable("NEC_HOME") is { Length: > 0 } home && Directory.Exists(Path.Combine(home, "appsettings")) ? Path.Combine(Path.GetFullPath(home), "appsettings")
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
