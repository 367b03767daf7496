using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Nec.Integrations.Meta;

/// <summary>The rules of the settings that Meta's networks share. Neither a secret's value is told, nor one that may be a secret in the wrong place.</summary>
internal static partial class MetaSettings
{
    /// <summary>What is wrong with them.</summary>
    public static IEnumerable<ValidationResult> Faults(string section, string? token, string? appId, string? appSecret, string version, string baseAddress)
    {
        if (!Version().IsMatch(version))
        {
            yield return new($"{section}:Version must look like v26.0. It is '{version}'.");
        }

        // The token goes there: only encrypted, or not past this machine.
        if (!Uri.TryCreate(baseAddress, UriKind.Absolute, out var address) || (address.Scheme != "https" && !(address.Scheme == "http" && address.IsLoopback)))
        {
            yield return new($"{section}:BaseAddress must be an https address (http only on this machine). It is '{baseAddress}'.");
        }

        foreach (var (name, value) in new[] { ("Token", token), ("AppSecret", appSecret) })
        {
            if (!string.IsNullOrWhiteSpace(value) && !MetaCredential.IsToken(value))
            {
                yield return new($"{section}:{name} must be one word of plain letters, digits and signs; it holds a space, a line break or another character. Set it again.");
            }
        }

        if (!string.IsNullOrWhiteSpace(appId) && !appId.Trim().All(char.IsAsciiDigit))
        {
            yield return new($"{section}:AppId must be a number; the value given is not shown.");
        }
    }

    [GeneratedRegex(@"\Av[0-9]{1,3}\.[0-9]\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
