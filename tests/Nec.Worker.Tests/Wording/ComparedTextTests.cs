using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Nec.Worker.Tests.Wording;

/// <summary>What the reworded quarter does not walk through: nowhere in the program is a text compared with a sentence, or searched for one.</summary>
public sealed class ComparedTextTests
{
    private static readonly string[] Assemblies =
        ["Nec.Core.dll", "Nec.Storage.dll", "Nec.Application.dll", "Nec.Integrations.dll", "Nec.Dashboard.dll", "nec.dll"];

    private static readonly string[] Comparisons =
        ["op_Equality", "op_Inequality", "Equals", "StartsWith", "EndsWith", "Contains", "IndexOf", "LastIndexOf", "Split", "Compare", "CompareOrdinal", "IsMatch"];

    /// <summary>Sentences of others, which say nothing else by which they could be known; and names that hold a space.</summary>
    private static readonly string[] Known =
    [
    ];

    [Fact]
    public void No_text_is_compared_with_a_sentence() => Assert.Empty(Found().Where(found => !Known.Contains(found.Text, StringComparer.Ordinal)).Select(found => $"{found.Where}: {found.Text}"));

    [Fact]
    public void Every_known_sentence_is_still_compared() => Assert.Empty(Known.Except(Found().Select(found => found.Text), StringComparer.Ordinal));

    private static IEnumerable<(string Where, string Text)> Found()
    {
        foreach (var name in Assemblies)
        {
            using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name));
            var bodies = assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);
            foreach (var method in bodies.Where(method => !method.FullName.Contains("System.Text.RegularExpressions.Generated", StringComparison.Ordinal)))
            {
                foreach (var call in method.Body.Instructions.Where(IsComparison))
                {
                    foreach (var text in Operands(call))
                    {
                        yield return (method.FullName, text);
                    }
                }
            }
        }
    }

    private static bool IsComparison(Instruction instruction) =>
        instruction.Operand is MethodReference { DeclaringType.FullName: "System.String" or "System.MemoryExtensions" or "System.Text.RegularExpressions.Regex" } method && Comparisons.Contains(method.Name, StringComparer.Ordinal);

    // The sentences among what was put together for this call: back to where the statement began.
    private static IEnumerable<string> Operands(Instruction call)
    {
        for (var before = call.Previous; before is not null && !Ends(before); before = before.Previous)
        {
            if (before.OpCode == OpCodes.Ldstr && before.Operand is string text && Sentence.Is(text))
            {
                yield return text;
            }
        }
    }

    private static bool Ends(Instruction instruction) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw => true,
        FlowControl.Call => instruction.Operand is MethodReference { ReturnType.FullName: "System.Void" } call && call.DeclaringType.Name != "DefaultInterpolatedStringHandler",
        _ => instruction.OpCode == OpCodes.Pop || instruction.OpCode == OpCodes.Stsfld || instruction.OpCode == OpCodes.Stfld,
    };
}
