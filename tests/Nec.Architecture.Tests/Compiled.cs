using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Nec.Architecture.Tests;

/// <summary>The body of one method of ours as it was compiled; lambdas, iterators and async methods have bodies of their own.</summary>
/// <param name="Owner">The type whose source holds it.</param>
/// <param name="Name">Its type and name, overloads as one: <c>Nec.Storage.Facts::Record</c>.</param>
/// <param name="Calls">The methods that it calls or hands on, named alike.</param>
/// <param name="Texts">The string literals in it.</param>
internal sealed record Body(
    MethodDefinition Method, TypeDefinition Owner, string Name, IReadOnlySet<string> Calls, IReadOnlyList<string> Texts)
{
    public string Room => Owner.Module.Assembly.Name.Name;
}

/// <summary>Every method body of the assemblies in src/.</summary>
internal static class Compiled
{
    public static readonly IReadOnlyList<Body> Bodies =
    [
        .. from room in House.Rooms
           from type in ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, room + ".dll")).GetTypes()
           from method in type.Methods
           where method.HasBody
           select Read(method),
    ];

    public static string NameOf(MethodReference method) => $"{method.DeclaringType.GetElementType().FullName}::{method.Name}";

    /// <summary>Fails with each type that breaks a rule, where it does, and what to do.</summary>
    public static void Refuse(IEnumerable<(Body Body, string What)> broken, string remedy)
    {
        string[] lines = [.. broken.Select(line => $"{line.Body.Owner.FullName} (in {line.Body.Name}): {line.What}")];
        Assert.True(lines.Length == 0, $"{remedy}.\n{string.Join('\n', lines)}");
    }

    private static Body Read(MethodDefinition method)
    {
        var used = method.Body.Instructions.Select(step => step.Operand).OfType<MethodReference>().ToList();
        // The rest of an async method or an iterator is a class or struct of the compiler's, made here and run later.
        var machines = method.Body.Variables.Select(variable => variable.VariableType)
            .Concat(used.Select(reference => reference.DeclaringType))
            .Where(type => type.Name.Contains(">d__", StringComparison.Ordinal))
            .Select(type => type.GetElementType().FullName + "::MoveNext");
        return new(
            method,
            OwnerOf(method.DeclaringType),
            NameOf(method),
            used.Select(NameOf).Concat(machines).ToHashSet(StringComparer.Ordinal),
            [.. method.Body.Instructions.Where(step => step.OpCode == OpCodes.Ldstr).Select(step => (string)step.Operand)]);
    }

    private static TypeDefinition OwnerOf(TypeDefinition type) => type.DeclaringType is { } outer ? OwnerOf(outer) : type;
}
