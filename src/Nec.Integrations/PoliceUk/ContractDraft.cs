using System.Globalization;
using System.Text;
using Nec.Core.Calendar;

namespace Nec.Integrations.PoliceUk;

/// <summary>Drafts a contract file from what data.police.uk knows of a neighbourhood: what the public can be shown everywhere, and a post that somebody has yet to hold.</summary>
public static class ContractDraft
{
    private const int LongestSlug = 80;

    /// <summary>The team's slug: <c>dorset-wd-bridport</c>.</summary>
    public static string SlugOf(string force, string neighbourhood)
    {
        var slug = new StringBuilder();
        foreach (var letter in $"{force}-{neighbourhood}".ToLowerInvariant())
        {
            slug.Append(char.IsAsciiLetterOrDigit(letter) ? letter : slug.Length > 0 && slug[^1] != '-' ? '-' : null);
        }

        return (slug.Length > LongestSlug ? slug.ToString(0, LongestSlug) : slug.ToString()).Trim('-');
    }

    /// <summary>The file's text, which <c>nec check</c> accepts as it is.</summary>
    public static string Of(string slug, string force, Neighbourhood neighbourhood, DateOnly from)
    {
        var title = YamlText.Plain(neighbourhood.Name, 100) is { Length: > 0 } name ? name : neighbourhood.Id;
        return $$"""
            # Drafted on {{Dates.Long(from)}} from data.police.uk (Open Government Licence v3.0). It holds what every team can be held to by what the
            # public is shown. Add what this team has promised, say who holds its posts, and read what was found below.
            contract: {{slug}}
            title: {{YamlText.Quoted(title)}}
            force: {{force}}
            version: draft
            from: {{Dates.Iso(from)}}
            bank-holidays: {{(force == "northern-ireland" ? "northern-ireland" : "england-and-wales")}}
            neighbourhoods: [{ id: {{YamlText.Quoted(neighbourhood.Id)}}, title: {{YamlText.Quoted(title)}} }] # a team that covers several lists them all

            standards:
              - { id: published, title: What the public is shown }

            posts:
              inspector: # vacant: the admin is told until somebody holds it, as in
                title: Neighbourhood Inspector # holders: [{ name: Sam Field, email: sam.field@example.org, from: {{Dates.Iso(from)}} }]

            {{Pages(neighbourhood)}}
            {{Accounts(neighbourhood)}}
            commitments:
              - id: named-officer
                standard: published
                title: Keep the team's officers on data.police.uk
                promise: Anyone can read who the officers of the neighbourhood are.
                counts: At least one officer is shown by name.
                accountable: inspector
                always: true
                evidence: { people: shown }
              - id: priorities
                standard: published
                title: Bring the priorities up to date
                promise: Every quarter the published priorities say what the team is working on and what has been done.
                counts: A changed text with a newer date at data.police.uk; a new date alone is none.
                accountable: inspector
                each: quarter
                evidence: { priorities: true }
              - id: upcoming-event
                standard: published
                title: Keep a coming event advertised
                promise: Anyone can read where to meet the team next.
                counts: An event lies ahead at data.police.uk.
                accountable: inspector
                always: true
                evidence: { events: upcoming }

            """;
    }

    private static string Pages(Neighbourhood neighbourhood) => WebAddress.Of(neighbourhood.Url) is { } url
        ? $$"""
            pages:
              - id: team
                url: {{YamlText.Quoted(url)}} # the headings to watch: sections: { priorities: "Our priorities" }

            """
        : neighbourhood.Url is { } given ? $"# Given as the page of the force's website, and no web address: {YamlText.Comment(given)}\n"
        : "# No page of the force's website is given.\n";

    private static string Accounts(Neighbourhood neighbourhood)
    {
        var (found, others, ids) = (new List<FoundAccount>(), new List<Contact>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var contact in neighbourhood.Contacts)
        {
            if (SocialHandle.Of(contact) is not { } account)
            {
                others.Add(contact);
            }
            else if (!found.Contains(account))
            {
                found.Add(account);
            }
        }

        var lines = new StringBuilder(found.Count > 0 ? "accounts:\n" : "");
        foreach (var account in found)
        {
            ids[account.Network] = ids.GetValueOrDefault(account.Network) + 1;
            var id = ids[account.Network] == 1 ? account.Network : string.Create(CultureInfo.InvariantCulture, $"{account.Network}-{ids[account.Network]}");
            lines.Append(CultureInfo.InvariantCulture, $"  - {{ id: {id}, network: {account.Network}, handle: {YamlText.Quoted(account.Handle)}, metric: {account.Metric} }}\n");
        }

        // Whatever else has an address of its own or stands for a network; telephones and mailboxes are not watched.
        var page = WebAddress.Of(neighbourhood.Url);
        foreach (var other in others)
        {
            if (WebAddress.Of(other.Value) is { } address ? address == page : !SocialHandle.IsNetwork(other.Channel))
            {
                continue;
            }

            lines.Append(CultureInfo.InvariantCulture, $"# Also given: {YamlText.Comment(other.Channel)}, {YamlText.Comment(other.Value)}\n");
        }

        return lines.ToString();
    }
}
