using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Nec.Architecture.Tests;

/// <summary>The assemblies of src/, and what their types depend on.</summary>
internal static class House
{
    public const string Core = "Nec.Core";
    public const string Storage = "Nec.Storage";
    public const string Application = "Nec.Application";
    public const string Integrations = "Nec.Integrations";
    public const string Dashboard = "Nec.Dashboard";
    public const string Worker = "nec";
    public const string Simulator = "Nec.Simulator";

    public static readonly string[] Rooms = [Core, Storage, Application, Integrations, Dashboard, Worker, Simulator];

    public static readonly ArchUnitNET.Domain.Architecture Known =
        new ArchLoader().LoadAssemblies([.. Rooms.Select(System.Reflection.Assembly.Load)]).Build();

    /// <summary>The types of some assemblies.</summary>
    public static GivenTypesConjunction In(params string[] rooms) =>
        Types().That().ResideInAssemblyMatching($"^({string.Join('|', rooms.Select(Regex.Escape))}),");

    /// <summary>Fails with the types that know what they must not.</summary>
    /// <param name="namespaces">A pattern for the beginning of a namespace that is known somewhere in the house.</param>
    /// <param name="because">The rule, and what to do.</param>
    public static void MustNotKnow(this GivenTypesConjunction types, string namespaces, string because)
    {
        var forbidden = Types(includeReferenced: true).That().ResideInNamespaceMatching($@"^({namespaces})(\.|$)");
        Assert.NotEmpty(forbidden.GetObjects(Known)); // or the rule would hold of itself
        types.Should().NotDependOnAny(forbidden).Because(because).Check(Known);
    }
}
