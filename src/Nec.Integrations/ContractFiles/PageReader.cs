using Nec.Core.Contracts;
using Nec.Integrations.WebPages;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads what is watched: pages with their sections, and social accounts.</summary>
internal static class PageReader
{
    public static IReadOnlyList<WatchedPage> Pages(Fields contract, Frame frame)
    {
        List<WatchedPage> pages = [];
        foreach (var item in contract.Items("pages", mayBeEmpty: true))
        {
            if (Fields.Of(item, ContractKeys.Page, contract.Errors) is { } fields)
            {
                var id = fields.Text("id", fields.Values.Slug);
                frame.PageIds.Declare(id, fields.SpotOf("id"));
                pages.Add(new(id ?? "", fields.Text("url", fields.Values.Url) ?? "", Sections(fields)));
            }
        }

        return pages;
    }

    public static IReadOnlyList<Account> Accounts(Fields contract, Frame frame)
    {
        List<Account> accounts = [];
        foreach (var item in contract.Items("accounts", mayBeEmpty: true))
        {
            if (Fields.Of(item, ContractKeys.Account, contract.Errors) is { } fields)
            {
                var (id, values) = (fields.Text("id", fields.Values.Slug), fields.Values);
                frame.AccountIds.Declare(id, fields.SpotOf("id"));
                accounts.Add(new(
                    id ?? "", fields.Text("network", values.Slug) ?? "", fields.Text("handle", values.Word) ?? "", fields.Text("metric", values.Slug) ?? ""));
            }
        }

        return accounts;
    }

    private static Dictionary<string, SectionSelector> Sections(Fields page)
    {
        var sections = new Dictionary<string, SectionSelector>(StringComparer.Ordinal);
        foreach (var entry in page.Entries("sections", mayBeEmpty: true))
        {
            var name = $"sections: {entry.Key.Value}";
            var selector = entry.Value is YamlMap ? Selector(entry.Value, page.Errors)
                : page.Values.Line(entry.Value, name) is { } heading ? new SectionSelector.Heading(heading)
                : null;
            if (selector is not null)
            {
                sections[entry.Key.Value] = selector;
            }
        }

        return sections;
    }

    private static SectionSelector? Selector(YamlNode node, ErrorList errors)
    {
        if (Fields.Of(node, ContractKeys.Selector, errors) is not { } fields)
        {
            return null;
        }

        if (fields.Has("id") == fields.Has("css"))
        {
            errors.Add(fields.At, $"a section is found by its heading, by “id” or by “css”; give one{(fields.Has("id") ? ", not both" : "")}");
            return null;
        }

        if (fields.Text("id", fields.Values.Word) is { } id)
        {
            return id.Any(char.IsWhiteSpace) ? Refused(fields, "id", "one word, as the page's mark-up has it") : new SectionSelector.Id(id);
        }

        return fields.Text("css", fields.Values.Word) is not { } css ? null
            : CssSection.WhyRefused(css) is { } wanted ? Refused(fields, "css", wanted)
            : new SectionSelector.Css(css);
    }

    private static SectionSelector? Refused(Fields fields, string key, string wanted)
    {
        fields.Values.Refuse(fields.Node(key)!, key, wanted); // there, since it was read
        return null;
    }
}
