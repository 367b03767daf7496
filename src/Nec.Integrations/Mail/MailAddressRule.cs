namespace Nec.Integrations.Mail;

/// <summary>Which addresses a mail service may have: credentials and mail go there, so in clear only on this machine.</summary>
internal static class MailAddressRule
{
    public static bool IsFit(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && (uri.Scheme == "https" || IsClear(uri));

    /// <summary>Unencrypted, on this machine.</summary>
    public static bool IsClear(Uri address) => address.Scheme == "http" && address.IsLoopback;
}
