using System.Globalization;
using System.Text.RegularExpressions;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Year;

namespace Nec.Dashboard.Layout;

/// <summary>A contract's ids as people say them: nobody should have to read <c>lyme-regis</c> or <c>PollNeighbourhoods</c>.</summary>
public sealed partial class Names(Contract? contract)
{
    /// <summary><c>lyme-regis</c> reads <c>Lyme Regis</c>; an id with capitals is somebody else's, and an address is no id: both stay.</summary>
    public static string Of(string id) =>
        id.Any(char.IsUpper) || id.Contains("://", StringComparison.Ordinal) ? id : string.Join(' ', id.Split('-').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    public static string OfNetwork(string network) => network switch
    {
        "youtube" => "YouTube",
        "tiktok" => "TikTok",
        "linkedin" => "LinkedIn",
        "whatsapp" => "WhatsApp",
        _ => Of(network),
    };

    /// <summary>A source, or one part of it: <c>police-uk/events</c>.</summary>
    public static string OfSource(string source) => source.Split('/', 2) switch
    {
        [EvidenceSources.PoliceUk, var part] => $"data.police.uk, {part}",
        [EvidenceSources.PoliceUk] => "data.police.uk",
        [EvidenceSources.WebPages] => "The page as a whole",
        _ => OfNetwork(source),
    };

    /// <summary><c>Facebook, Bridport</c>; the network alone where the account is called by it.</summary>
    public static string OfAccount(Account account) =>
        account.Id == account.Network ? OfNetwork(account.Network) : $"{OfNetwork(account.Network)}, {Of(account.Id)}";

    public string OfAccount(string id) => contract?.Accounts.FirstOrDefault(account => account.Id == id) is { } account ? OfAccount(account) : Of(id);

    /// <summary>A section by the heading that it is found under; by its id where it is found otherwise.</summary>
    public static string OfSection(WatchedPage page, string section) =>
        page.Sections.GetValueOrDefault(section) is SectionSelector.Heading { Text: var heading } ? $"“{heading}”" : Phrase.OfWord(section);

    public string OfSection(string page, string section) =>
        contract?.Pages.FirstOrDefault(known => known.Id == page) is { } watched ? OfSection(watched, section) : Phrase.OfWord(section);

    /// <summary>data.police.uk's ids are opaque; the contract's name for one, where it gives it, says it better.</summary>
    public string OfNeighbourhood(string id) => contract?.NeighbourhoodName(id) is { } name && name != id ? $"{name} ({id})" : id;

    /// <summary>A post by its title.</summary>
    public string OfPost(string id) => contract?.FindPost(id)?.Title ?? Phrase.OfWord(id);

    /// <summary>An event by its title: the id ends in a hash that tells two of one title apart.</summary>
    public static string OfEvent(string id) => EventText.Of(id);

    /// <summary>What a fact is about: a page, an account, a neighbourhood.</summary>
    public string OfTarget(string id) =>
        contract?.Neighbourhoods.Contains(id, StringComparer.Ordinal) == true ? OfNeighbourhood(id)
        : contract?.Pages.Any(page => page.Id == id) != true && contract?.Accounts.Any(account => account.Id == id) == true ? OfAccount(id)
        : Of(id);

    /// <summary>A finding's reason with the contract's own ids in it as names.</summary>
    public string InReason(string reason) => contract is null ? reason : Named().Replace(reason, match =>
    {
        var id = match.Groups["id"].Value;
        return match.Groups["kind"].Value switch
        {
            "page" when contract.Pages.Any(page => page.Id == id) => $"the {Of(id)} page",
            "account" when contract.Accounts.Any(account => account.Id == id) => $"the {Of(id)} account",
            "section" when contract.Pages.Any(page => page.Sections.ContainsKey(id)) => $"the section {contract.Pages.Where(page => page.Sections.ContainsKey(id)).Select(page => OfSection(page, id)).First()}",
            _ => match.Value,
        };
    });

    /// <summary>The same as a sentence of its own.</summary>
    public string Sentence(string reason) =>
        InReason(reason) is { Length: > 0 } words ? $"{char.ToUpper(words[0], CultureInfo.InvariantCulture)}{words[1..]}{(words[^1] is '.' ? "" : ".")}" : reason;

    /// <summary>What shows that a commitment was done, with the contract's own names.</summary>
    public string Shown(Commitment commitment) => commitment.Evidence switch
    {
        SectionEvidence { Section: var section, Pages: var pages } when pages.Count > 0 =>
            $"a real update of {OfSection(pages[0], section)} on {(pages.Count == 1 ? "the page" : $"every one of {Dates.Count(pages.Count, "page")}")}: {string.Join(", ", pages.Select(Of))}",
        RecordOfEvidence { Commitment: var other } when contract?.Commitments.FirstOrDefault(one => one.Id == other) is { } recorded =>
            $"the record of “{recorded.Title.Replace("{place}", "town", StringComparison.Ordinal)}”, when it holds what is needed",
        _ => RuleText.Shown(commitment),
    };

    [GeneratedRegex(@"\b(?<kind>page|account|section) (?<id>[a-z0-9][a-z0-9-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
