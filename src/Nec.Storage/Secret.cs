using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Nec.Storage;

/// <summary>Random text that opens something for anybody who has it: a link, a session, a calendar, the API. Only its hash is kept.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>A new one, of letters that an address may hold.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>By which it is found again.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
