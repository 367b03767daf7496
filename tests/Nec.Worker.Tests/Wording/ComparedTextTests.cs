using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Nec.Worker.Tests.Wording;

/// <summary>Also where the reworded quarter does not come: nowhere in the program is a text compared with a sentence, or searched for one.</summary>
public sealed class ComparedTextTests
{
    private static readonly string[] Assemblies =
        ["Nec.Core.dll", "Nec.Storage.dll", "Nec.Application.dll", "Nec.Integrations.dll", "Nec.Dashboard.dll", "nec.dll"];

    private static readonly string[] Comparisons =
    [
        "op_Equality", "op_Inequality", "Equals", "StartsWith", "EndsWith", "Contains", "IndexOf", "LastIndexOf", "Split", "Compare",
        "CompareOrdinal", "IsMatch",
    ];

    private const string Generated = "System.Text.RegularExpressions.Generated";
    private const string Handler = "DefaultInterpolatedStringHandler";

    /// <summary>Sentences of others, which say nothing else by which they could be known; and names that hold a space.</summary>
    private static readonly string[] Known =
    [
        "could not bind", "pre-existing shared memory block", // PostgreSQL
        "No space left on device", "Disk quota exceeded", "Read-only file system", "Permission denied", // the operating system
        "Authorization Error", // X
        "Profile not found", // Bluesky
        " to type", // System.CommandLine
    ];

    [Fact]
    public void No_text_is_compared_with_a_sentence() =>
        Assert.Equal(
            "",
            string.Join('\n', Found().Where(found => !Known.Contains(found.Text, StringComparer.Ordinal)).Select(found => $"{found.Where}: {found.Text}")));

    [Fact]
    public void Every_known_sentence_is_still_compared() =>
        Assert.Empty(Known.Except(Found().Select(found => found.Text), StringComparer.Ordinal));

    private static IEnumerable<(string Where, string Text)> Found()
    {
        foreach (var name in Assemblies)
        {
            using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name));
            var bodies = assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);
            foreach (var method in bodies.Where(method => !method.FullName.Contains(Generated, StringComparison.Ordinal)))
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
        instruction.Operand is MethodReference { DeclaringType.Name: "String" or "MemoryExtensions" or "Regex" } method
        && Comparisons.Contains(method.Name, StringComparer.Ordinal);

    // Back from the call through all that was put on the stack for it.
    private static IEnumerable<string> Operands(Instruction call)
    {
        var missing = Taken(call);
        for (var before = call.Previous; before is not null && missing > 0 && !Branches(before); before = before.Previous)
        {
            foreach (var text in Texts(before).Where(Sentence.Is))
            {
                yield return text;
            }

            missing += Taken(before) - Given(before);
        }
    }

    private static IEnumerable<string> Texts(Instruction instruction) => instruction switch
    {
        { Operand: string text } => [text],
        { Operand: MethodReference { Name: "ToStringAndClear" or "Create" } } => Interpolated(instruction),
        _ => [],
    };

    // An interpolated text is put together in a variable before it is asked for.
    private static IEnumerable<string> Interpolated(Instruction end)
    {
        for (var before = end.Previous; before is not null && !Begins(before); before = before.Previous)
        {
            if (before is { Operand: MethodReference { Name: "AppendLiteral" }, Previous.Operand: string text })
            {
                yield return text;
            }
        }
    }

    private static bool Begins(Instruction instruction) => instruction.Operand is MethodReference { Name: ".ctor", DeclaringType.Name: Handler };

    private static bool Branches(Instruction instruction) =>
        instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw;

    private static int Taken(Instruction instruction) =>
        instruction.Operand is MethodReference method && instruction.OpCode.StackBehaviourPop == StackBehaviour.Varpop
        ? method.Parameters.Count + (method.HasThis && instruction.OpCode != OpCodes.Newobj ? 1 : 0)
        : Counted(instruction.OpCode.StackBehaviourPop);

    private static int Given(Instruction instruction) =>
        instruction.Operand is MethodReference method && instruction.OpCode.StackBehaviourPush == StackBehaviour.Varpush
        ? method.ReturnType.FullName == "System.Void" ? 0 : 1
        : Counted(instruction.OpCode.StackBehaviourPush);

    // Popref_popi_popi is three.
    private static int Counted(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Pop0 or StackBehaviour.Push0 or StackBehaviour.Varpop or StackBehaviour.Varpush or StackBehaviour.PopAll => 0,
        _ => behaviour.ToString().Split('_').Length,
    };
}
