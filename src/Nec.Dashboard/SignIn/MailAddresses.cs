using System.Net.Mail;

namespace Nec.Dashboard.SignIn;

/// <summary>What a form or a setting may hold as an address.</summary>
internal static class MailAddresses
{
    private const int Longest = 254;

    public static bool IsOne(string text) =>
        text.Length <= Longest
        && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
        && MailAddress.TryCreate(text, out var parsed) && parsed.Address == text;

    public static bool AreSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
