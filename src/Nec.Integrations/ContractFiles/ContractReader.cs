using Nec.Core.Calendar;
using Nec.Core.Contracts;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads the contract's own mapping; after any error what it answers is good for nothing but finding more errors.</summary>
internal static class ContractReader
{
    public static Contract? Read(YamlNode root, ErrorList errors)
    {
        if (Fields.Of(root, ContractKeys.Contract, errors) is not { } fields)
        {
            return null;
        }

        var (values, days) = (fields.Values, Dates(fields));
        var frame = new Frame(errors, days.From, days.To) { HasNeighbourhoods = fields.Node("neighbourhoods") is YamlList { Items.Count: > 0 } };
        var standards = StandardsOf(fields, frame);
        var posts = PostReader.Read(fields, frame);
        frame.Pages = PageReader.Pages(fields, frame);
        frame.Accounts = PageReader.Accounts(fields, frame);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        return new Contract
        {
            Id = fields.Text("contract", values.Slug) ?? "",
            Title = fields.Text("title", values.Line) ?? "",
            Force = fields.Text("force", values.Slug) ?? "",
            Version = fields.Text("version", values.Word) ?? "",
            From = days.From ?? default,
            To = days.To,
            BankHolidays = fields.Value("bank-holidays", (node, name) => values.OneOf<Division>(node, name, ContractKeys.Divisions)) ?? Division.EnglandAndWales,
            Neighbourhoods = fields.Texts("neighbourhoods", (node, name) => Neighbourhood(fields, node, name, titles), mayBeEmpty: true),
            NeighbourhoodTitles = titles,
            Standards = standards,
            Posts = posts,
            Pages = frame.Pages,
            Accounts = frame.Accounts,
            Commitments = CommitmentReader.Read(fields, frame),
        };
    }

    private static (DateOnly? From, DateOnly? To) Dates(Fields fields)
    {
        var (from, to) = (fields.Value("from", fields.Values.Date), fields.Value("to", fields.Values.Date));
        if (to < from)
        {
            fields.Errors.Add(fields.SpotOf("to"), $"“to” ({to:yyyy-MM-dd}) lies before “from” ({from:yyyy-MM-dd})");
        }

        return (from, to);
    }

    // A bare id, or one with the name that people know it by.
    private static string? Neighbourhood(Fields contract, YamlNode node, string name, Dictionary<string, string> titles)
    {
        if (node is not YamlMap)
        {
            return NeighbourhoodId(contract.Values, node, name);
        }

        if (Fields.Of(node, ContractKeys.Neighbourhood, contract.Errors) is not { } fields
            || (fields.Text("id", (id, key) => NeighbourhoodId(fields.Values, id, key)), fields.Text("title", fields.Values.Line)) is not ({ } known, { } title))
        {
            return null;
        }

        titles[known] = title;
        return known;
    }

    // Opaque and case-sensitive, but they become a part of an address.
    private static string? NeighbourhoodId(Values values, YamlNode node, string name) =>
        values.Word(node, name) is not { } id ? null
        : id.Contains('/', StringComparison.Ordinal) || id.Contains('\\', StringComparison.Ordinal) || id.Contains("..", StringComparison.Ordinal)
            ? values.Refuse(node, name, "an id of data.police.uk, without slashes or two dots")
            : id;

    private static List<Standard> StandardsOf(Fields fields, Frame frame)
    {
        List<Standard> standards = [];
        foreach (var item in fields.Items("standards"))
        {
            if (Fields.Of(item, ContractKeys.Standard, fields.Errors) is { } standard)
            {
                var id = standard.Text("id", standard.Values.Slug);
                frame.Standards.Declare(id, standard.SpotOf("id"));
                standards.Add(new(id ?? "", standard.Text("title", standard.Values.Line) ?? ""));
            }
        }

        return standards;
    }
}
