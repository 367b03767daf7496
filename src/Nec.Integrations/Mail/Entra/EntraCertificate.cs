using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nec.Integrations.Mail.Entra;

/// <summary>Reads the certificate that the app signs in with.</summary>
internal static class EntraCertificate
{
    /// <summary>The certificate with its key.</summary>
    public static X509Certificate2 Read(string path) =>
        File.ReadAllText(path).Contains("-----BEGIN", StringComparison.Ordinal) ? X509Certificate2.CreateFromPemFile(path) : X509CertificateLoader.LoadPkcs12FromFile(path, password: null);

    /// <summary>What is wrong with the file; null when nothing is.</summary>
    public static string? Trouble(string path)
    {
        try
        {
            using var certificate = Read(path);
            using var key = certificate.GetRSAPrivateKey();

            return key is null ? "holds no RSA key" : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return unreadable is CryptographicException ? "holds none that can be read" : "cannot be opened";
        }
    }
}
