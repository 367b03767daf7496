using System.Text;

namespace Nec.Integrations.WebPages;

/// <summary>What a site's robots.txt says to us (RFC 9309): of the rules that match an address the longest decides, and what allows beats what forbids.</summary>
internal sealed class RobotsFile
{
    /// <summary>Nothing is forbidden: there is no such file, or none of its rules are for us.</summary>
    public static readonly RobotsFile AllowsAll = new([]);

    private const int LongestRead = 500_000;
    private const string Token = "nec";

    private readonly IReadOnlyList<Rule> _rules;

    private RobotsFile(IReadOnlyList<Rule> rules) => _rules = rules;

    /// <summary>Reads a file of any quality; what is no rule is passed over.</summary>
    public static RobotsFile Parse(ReadOnlySpan<byte> body)
    {
        var isCut = body.Length > LongestRead;
        var text = Encoding.UTF8.GetString(isCut ? body[..LongestRead] : body).TrimStart('\uFEFF');
        var lines = text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var (ours, everybodys) = (new List<Rule>(), new List<Rule>());
        bool isOurs = false, isEverybodys = false, isNamed = false, inRules = false;
        foreach (var line in isCut ? lines[..^1] : lines) // half a rule could forbid more than the whole one
        {
            var parts = line.Split('#', 2)[0].Split(':', 2, StringSplitOptions.TrimEntries);
            switch (parts.Length == 2 ? parts[0].ToUpperInvariant() : "")
            {
                case "USER-AGENT":
                    var agent = Product(parts[1]);
                    (isOurs, isEverybodys) = ((isOurs && !inRules) || agent.Equals(Token, StringComparison.OrdinalIgnoreCase), (isEverybodys && !inRules) || agent == "*");
                    (inRules, isNamed) = (false, isNamed || isOurs);
                    break;
                case "ALLOW" or "DISALLOW":
                    inRules = true;
                    if (parts[1].Length > 0)
                    {
                        var rule = new Rule(RobotsPattern.Of(parts[1]), parts[0].Equals("allow", StringComparison.OrdinalIgnoreCase));
                        Add(ours, isOurs, rule);
                        Add(everybodys, isEverybodys, rule);
                    }

                    break;
            }
        }

        return new RobotsFile(isNamed ? ours : everybodys);
    }

    /// <summary>Whether we may read the page at an address.</summary>
    public bool Allows(Uri address)
    {
        var path = RobotsPattern.Plain(address.PathAndQuery);
        var (longest, allows) = (-1, true);
        foreach (var rule in _rules)
        {
            if ((rule.Pattern.Length > longest || (rule.Pattern.Length == longest && rule.Allows)) && rule.Pattern.Matches(path))
            {
                (longest, allows) = (rule.Pattern.Length, rule.Allows);
            }
        }

        return allows;
    }

    private static void Add(List<Rule> rules, bool applies, Rule rule)
    {
        if (applies)
        {
            rules.Add(rule);
        }
    }

    // "Nec/1.0 (…)" names the product Nec.
    private static string Product(string agent) =>
        agent.StartsWith('*') ? "*" : new string([.. agent.TakeWhile(letter => char.IsAsciiLetter(letter) || letter is '-' or '_')]);

    private sealed record Rule(RobotsPattern Pattern, bool Allows);
}
