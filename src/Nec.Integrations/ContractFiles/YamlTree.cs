using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nec.Integrations.ContractFiles;

/// <summary>
/// Reads YAML as a stream of events into nodes that know their place. Its limits are checked while streaming, and what
/// a contract has no use for (anchors, aliases, tags, several documents) is refused.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 32;
    private const int MaxNodes = 50_000;

    private readonly Parser _events;
    private readonly ErrorList _errors;
    private int _nodes;

    private YamlTree(string text, ErrorList errors)
    {
        (_events, _errors) = (new Parser(new StringReader(text)), errors);
    }

    /// <summary>The one document's root; null after noting why there is none.</summary>
    public static YamlNode? Read(string text, ErrorList errors)
    {
        try
        {
            return new YamlTree(text, errors).Document();
        }
        catch (YamlException failure)
        {
            var isOurs = failure.GetType() == typeof(YamlException);
            errors.Add(SpotOf(failure.Start), isOurs ? failure.Message : $"this is not YAML: {Lower(failure.Message)}");
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            // The parser's own slips over malformed directives and escapes.
            errors.Add(Spot.Start, "this is not YAML");
        }

        return null;
    }

    private YamlNode? Document()
    {
        _events.Consume<StreamStart>();
        if (!_events.Accept<DocumentStart>(out _))
        {
            _errors.Add(Spot.Start, "the file is empty; a contract begins with “contract: …”");
            return null;
        }

        _events.Consume<DocumentStart>();
        var root = Node(0);
        _events.Consume<DocumentEnd>();
        return _events.Accept<DocumentStart>(out var second) ? throw Refusal(second, "a second document begins here; keep one contract a file") : root;
    }

    private YamlNode Node(int depth)
    {
        var current = _events.Consume<ParsingEvent>();
        if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refusal(current, "anchors and aliases (& and *) are not part of the format; write the value out, or in quotes");
        }

        if (current is NodeEvent { Tag.IsEmpty: false })
        {
            throw Refusal(current, "tags (!) are not part of the format; write the value without, or in quotes");
        }

        if (++_nodes > MaxNodes || depth > MaxDepth)
        {
            throw Refusal(current, _nodes > MaxNodes ? "the file holds more than 50,000 values" : "values are nested more than 32 deep here");
        }

        return current switch
        {
            Scalar scalar => new YamlText(SpotOf(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => new YamlList(SpotOf(current.Start), Items(depth)),
            _ => new YamlMap(SpotOf(current.Start), Entries(depth)),
        };
    }

    private List<YamlNode> Items(int depth)
    {
        List<YamlNode> items = [];
        while (!_events.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return items;
    }

    private List<YamlEntry> Entries(int depth)
    {
        List<YamlEntry> entries = [];
        var firsts = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var (key, value) = (Node(depth + 1), Node(depth + 1));
            if (key is not YamlText { IsNothing: false } name)
            {
                _errors.Add(key.At, $"a key must be a word, not {key.Kind}");
            }
            else if (!firsts.TryAdd(name.Value, name))
            {
                _errors.Add(name.At, FormattableString.Invariant($"the key {name.Kind} stands here a second time (first in line {firsts[name.Value].At.Line}); keep one"));
            }
            else
            {
                entries.Add(new(name, value));
            }
        }

        return entries;
    }

    private static YamlException Refusal(ParsingEvent at, string message) => new(at.Start, at.End, message);

    private static Spot SpotOf(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private static string Lower(string message) => message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..];
}
