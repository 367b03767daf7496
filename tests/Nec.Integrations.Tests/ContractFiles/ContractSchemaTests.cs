using System.Text.Json;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.Tests.ContractFiles;

public sealed class ContractSchemaTests
{
    private static readonly JsonElement Definitions = JsonDocument
        .Parse(File.ReadAllText(Repository.PathOf("appsettings/contract.schema.json"))).RootElement.GetProperty("$defs");

    public static TheoryData<string> Mappings => [.. ContractKeys.All.Select(keys => keys.Name)];

    public static TheoryData<string> Enumerations => [.. ContractKeys.Enumerations.Keys];

    [Theory]
    [MemberData(nameof(Mappings))]
    public void The_schema_has_the_loaders_keys_and_no_others(string mapping)
    {
        var keys = ContractKeys.All.Single(keys => keys.Name == mapping);
        var definition = Definitions.GetProperty(mapping);

        Assert.Equal(keys.All.Order(), definition.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal(keys.Required.Order(), Texts(definition.GetProperty("required")).Order());
        Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_schema_defines_no_mapping_that_the_loader_does_not_know()
    {
        var closed = Definitions.EnumerateObject().Where(definition => definition.Value.TryGetProperty("properties", out _)).Select(definition => definition.Name);

        Assert.Equal(ContractKeys.All.Select(keys => keys.Name).Order(), closed.Order());
    }

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void The_schema_has_the_loaders_words(string enumeration)
    {
        Assert.Equal(ContractKeys.Enumerations[enumeration], Texts(Definitions.GetProperty(enumeration).GetProperty("enum")));
    }

    [Fact]
    public void The_schema_asks_for_exactly_one_rule()
    {
        var rules = Definitions.GetProperty("commitment").GetProperty("oneOf").EnumerateArray().Select(choice => Texts(choice.GetProperty("required")).Single());

        Assert.Equal(ContractKeys.Rules, rules);
    }

    [Fact]
    public void The_schema_knows_every_kind_of_evidence()
    {
        var kinds = Definitions.GetProperty("evidence").GetProperty("oneOf").EnumerateArray().Select(kind => kind.GetProperty("$ref").GetString()!["#/$defs/".Length..]);

        Assert.Equal(ContractKeys.Evidence.Values.Select(keys => keys.Name), kinds);
    }

    [Fact]
    public void Every_reference_inside_the_schema_leads_somewhere()
    {
        var references = References(Definitions).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(Definitions.TryGetProperty(reference["#/$defs/".Length..], out _), reference));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
