namespace Nec.Integrations.ContractFiles;

/// <summary>The ids of one kind of thing that a contract declares, and the check of whatever refers to them.</summary>
internal sealed class Names(string kind, ErrorList errors)
{
    private readonly Dictionary<string, Spot> _declared = new(StringComparer.Ordinal);

    /// <summary>Declares an id, noting one that is taken.</summary>
    public void Declare(string? id, Spot at)
    {
        if (id is not null && !_declared.TryAdd(id, at))
        {
            errors.Add(at, FormattableString.Invariant($"the {kind} {Given.Shown(id)} is declared twice (first in line {_declared[id].Line}); rename or delete one"));
        }
    }

    /// <summary>The id that a node refers to; null after noting that there is none such.</summary>
    public string? Refer(YamlNode node, string name)
    {
        if (node is not YamlText { IsNothing: false } text)
        {
            errors.Add(node.At, $"“{name}” must be the id of a declared {kind}, not {node.Kind}");
            return null;
        }

        if (_declared.ContainsKey(text.Value))
        {
            return text.Value;
        }

        errors.Add(node.At, $"“{name}” names no declared {kind}: {text.Kind}{(errors.IsFull ? "" : Given.DidYouMean(text.Value, _declared.Keys, Choices()))}");
        return null;
    }

    private string Choices() => _declared.Count == 0 ? $"; this contract declares no {kind}"
        : $"; choose one of {string.Join(", ", _declared.Keys.Take(8))}{(_declared.Count > 8 ? ", …" : "")}";
}
