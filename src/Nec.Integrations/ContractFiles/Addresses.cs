using System.Text.RegularExpressions;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads addresses of the web and of mail; each answers null after noting what is wrong.</summary>
internal static partial class Addresses
{
    /// <summary>An address on the web, <c>http</c> or <c>https</c> only.</summary>
    public static string? Url(this Values values, YamlNode node, string name) =>
        node is YamlText { Value.Length: <= 2000 } text && !text.Value.Any(letter => letter <= ' ' || Values.IsUnwanted(letter))
        && Uri.TryCreate(text.Value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Host.Length > 0 && url.UserInfo.Length == 0
            ? text.Value
            : values.Refuse(node, name, "an address that begins with https:// or http:// and holds no user name");

    /// <summary>An email address that mail programs of every kind would take.</summary>
    public static string? Email(this Values values, YamlNode node, string name) =>
        node is YamlText { Value.Length: <= 254 } text && Emails().IsMatch(text.Value)
            ? text.Value
            : values.Refuse(node, name, "an email address such as sam@example.org");

    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Emails();
}
