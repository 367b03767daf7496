namespace Nec.Dashboard.Tests.Styles;

/// <summary>A copy of what the style sheet is made of, removed at the end.</summary>
internal sealed class TemporaryStyles : IDisposable
{
    public TemporaryStyles()
    {
        foreach (var name in BuiltStyles.Sources(BuiltStyles.Folder).Append(".npmrc"))
        {
            Copy(name);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("nec-styles-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Copy(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!); // below the folder
        File.Copy(Path.Combine(BuiltStyles.Folder, name), PathOf(name));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
