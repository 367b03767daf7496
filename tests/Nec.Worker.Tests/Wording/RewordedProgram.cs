using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Nec.Worker.Tests.Wording;

/// <summary>
/// A copy of the program in which every text of ours is another. Each place in the code that gives a text gets a character of its own, before and
/// behind it: two places that give the same text now give different ones, so whoever compares them, or looks for one in the other, finds nothing.
/// </summary>
internal static class RewordedProgram
{
    private const char First = '\u4e00'; // letters to every program that reads them, and in no text of ours

    private static readonly string[] Reworded = ["Nec.Core.dll", "Nec.Application.dll", "nec.dll", "Nec.Integrations.dll"];

    /// <summary>The rooms whose texts are ours to change; the clients of other systems, the command line's options and compiled patterns are not.</summary>
    private static readonly string[] Rooms =
        ["Nec.Core", "Nec.Application", "Nec.Integrations.WebPages", "Nec.Worker.Demo", "Nec.Worker.Hosting", "Nec.Worker.Jobs"];

    /// <summary>Makes the copy; answers how many places were reworded.</summary>
    public static int Make(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.GetFileSystemEntries(AppContext.BaseDirectory))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(path)), path);
        }

        var places = 0;
        foreach (var name in Reworded)
        {
            File.Delete(Path.Combine(folder, name));
            using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name));
            foreach (var place in Places(assembly))
            {
                var mark = (char)(First + (places++ % 20_000)); // as many as there are such characters
                place.Operand = $"{mark}{place.Operand}{mark}";
            }

            assembly.Write(Path.Combine(folder, name));
        }

        return places;
    }

    private static IEnumerable<Instruction> Places(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        where Rooms.Any(room => type.FullName.StartsWith($"{room}.", StringComparison.Ordinal))
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode == OpCodes.Ldstr && Sentence.Is((string)instruction.Operand)
        select instruction;
}
