namespace Nec.Integrations.Tests.ContractFiles;

/// <summary>Files of the repository that tests hold the code to.</summary>
internal static class Repository
{
    /// <summary>The full path of a file named from the repository's root.</summary>
    public static string PathOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Nec.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("Run the tests inside the repository."), name);
    }
}
