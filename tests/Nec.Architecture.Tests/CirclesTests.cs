using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;

namespace Nec.Architecture.Tests;

/// <summary>No two folders know each other, straight or by way of others.</summary>
public sealed class CirclesTests
{
    // At depth 1 a folder and those inside it are one: findings and the rules that make them, which know each other (Compliance
    // and Compliance.Rules); mail and its ways out.
    [Theory]
    [InlineData("Nec.Core", 1)]
    [InlineData("Nec.Application", 1)]
    [InlineData("Nec.Storage", 1)]
    [InlineData("Nec.Integrations", 1)]
    [InlineData("Nec.Worker", 2)]
    public void No_folders_know_each_other_in_a_circle(string room, int depth)
    {
        SliceRuleCreator folders = new();
        folders.SetSliceAssignment(new(type => FolderOf(type, room, depth), $"folders of {room}"));
        Assert.True(folders.GetSlices(House.Known).Count() > 1, $"{room} has no folders: take it off this list");
        var circles = new SlicesShould(folders).BeFreeOfCycles().Evaluate(House.Known)
            .Where(circle => !circle.Passed).Select(circle => circle.Description).ToList();
        Assert.True(
            circles.Count == 0,
            $"A folder that knows its user cannot be read alone: move what both need into the one asked.\n{string.Join('\n', circles)}");
    }

    // What lies beside the folders puts them together, and belongs to none.
    private static SliceIdentifier FolderOf(IType type, string room, int depth)
    {
        var path = type.Namespace.FullName;
        return path.StartsWith(room + ".", StringComparison.Ordinal)
            ? SliceIdentifier.Of(string.Join('.', path[(room.Length + 1)..].Split('.').Take(depth)))
            : SliceIdentifier.Ignore();
    }
}
