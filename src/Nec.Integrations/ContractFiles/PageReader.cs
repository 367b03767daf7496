using Nec.Core.Contracts;

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

    private static Dictionary<string, string> Sections(Fields page)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in page.Entries("sections", mayBeEmpty: true))
        {
            if (page.Values.Line(entry.Value, $"sections: {entry.Key.Value}") is { } heading)
            {
                sections[entry.Key.Value] = heading;
            }
        }

        return sections;
    }
}
