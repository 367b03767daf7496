using System.Text.Json;

namespace Nec.Dashboard.Tests.Styles;

/// <summary>The committed style sheet is the one that its sources make: told by hashes, on every machine.</summary>
public sealed class BuiltStylesTests : IDisposable
{
    private readonly TemporaryStyles _copy = new();

    public BuiltStylesTests()
    {
        _copy.Copy(BuiltStyles.Sheet);
        _copy.Copy(BuiltStyles.Record);
    }

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public void The_style_sheet_was_built_from_its_sources()
    {
        var faults = BuiltStyles.Faults(BuiltStyles.Folder);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, [.. faults, BuiltStyles.Remedy]));
    }

    [Theory]
    [InlineData("Styles/_jobs.scss")]
    [InlineData("Styles/build.mjs")] // how it is built is part of what it is built from
    [InlineData("Styles/govuk-frontend-licence.txt")]
    [InlineData("package.json")]
    [InlineData("package-lock.json")] // another version of GOV.UK Frontend or Sass
    [InlineData("Built/nec.css")] // edited by hand, or merged
    public async Task A_file_that_changed_without_a_build_is_named(string name)
    {
        Assert.Empty(BuiltStyles.Faults(_copy.Folder));
        await File.AppendAllTextAsync(_copy.PathOf(name), "\n", CancellationToken);
        Assert.Equal([$"{name} has changed since Built/SHA256SUMS was written."], BuiltStyles.Faults(_copy.Folder));
    }

    [Fact]
    public async Task A_file_that_was_added_or_removed_without_a_build_is_named()
    {
        File.Move(_copy.PathOf("Styles/_print.scss"), _copy.PathOf("Styles/_paper.scss"));
        await File.WriteAllTextAsync(_copy.PathOf("Styles/.nec.scss.swp"), "an editor's", CancellationToken); // not a source

        Assert.Equal(
            [
                "Styles/_print.scss is missing, but Built/SHA256SUMS lists it.",
                "Styles/_paper.scss is not in Built/SHA256SUMS: it is newer than Built/nec.css.",
            ],
            BuiltStyles.Faults(_copy.Folder));
    }

    [Fact]
    public async Task The_sheet_carries_the_licence_of_the_parts_that_are_not_ours()
    {
        var licence = await File.ReadAllTextAsync(_copy.PathOf("Styles/govuk-frontend-licence.txt"), CancellationToken);
        var package = JsonDocument.Parse(await File.ReadAllTextAsync(_copy.PathOf("package.json"), CancellationToken)).RootElement;
        var version = package.GetProperty("devDependencies").GetProperty("govuk-frontend").GetString();

        var sheet = await File.ReadAllTextAsync(_copy.PathOf(BuiltStyles.Sheet), CancellationToken);
        Assert.StartsWith($"/*!\nContains parts of GOV.UK Frontend {version}.\n\n{licence}*/\n", sheet, StringComparison.Ordinal);
        var root = Path.Combine(BuiltStyles.Folder, "..", "..");
        var notices = await File.ReadAllTextAsync(Path.Combine(root, "THIRD-PARTY-NOTICES.md"), CancellationToken);
        Assert.Contains($"GOV.UK Frontend {version}", notices, StringComparison.Ordinal);
        Assert.Contains(licence, notices, StringComparison.Ordinal);
    }

    public void Dispose() => _copy.Dispose();
}
