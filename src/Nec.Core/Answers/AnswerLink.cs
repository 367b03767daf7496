using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Nec.Core.Answers;

/// <summary>
/// The token of a link in mail: its scope in the open, signed. Whoever holds it can answer; nobody can make one, or change what it is for.
/// Layout: version, last day, address hash, the four names, signature; base64url.
/// </summary>
public static class AnswerLink
{
    private const byte Version = 1;
    private const int HashBytes = 12;
    private const int HeadBytes = 1 + sizeof(int) + HashBytes;
    private const int SignatureBytes = 20;
    private const int MostCharacters = 1024;
    private const char Between = '\n'; // stands in no id, label or slug

    // The key signs other things too: what it signs here can be nothing else.
    private static readonly byte[] Purpose = "nec answer link\0"u8.ToArray();

    /// <summary>The token of a scope.</summary>
    public static string Create(byte[] key, AnswerScope scope)
    {
        var names = Encoding.UTF8.GetBytes(string.Join(Between, scope.Team, scope.Obligation, scope.Period, scope.Post));
        var token = new byte[HeadBytes + names.Length + SignatureBytes];
        token[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(token.AsSpan(1), scope.ExpiresOn.DayNumber);
        Convert.FromHexString(scope.AddressHash).CopyTo(token.AsSpan(1 + sizeof(int), HashBytes));
        names.CopyTo(token, HeadBytes);
        Sign(key, token.AsSpan(0, token.Length - SignatureBytes)).CopyTo(token.AsSpan(token.Length - SignatureBytes));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The scope of a token; null when it is malformed, or was not signed with the key.</summary>
    public static AnswerScope? Read(byte[] key, string text)
    {
        if (text.Length > MostCharacters || !Base64Url.IsValid(text))
        {
            return null;
        }

        var token = Base64Url.DecodeFromChars(text);
        // The last character may hold bits that say nothing: one scope has one spelling only.
        if (token.Length <= HeadBytes + SignatureBytes || token[0] != Version || Base64Url.EncodeToString(token) != text)
        {
            return null;
        }

        var signed = token.AsSpan(0, token.Length - SignatureBytes);
        return CryptographicOperations.FixedTimeEquals(Sign(key, signed), token.AsSpan(signed.Length)) ? ScopeOf(signed) : null;
    }

    private static AnswerScope? ScopeOf(ReadOnlySpan<byte> signed) => Encoding.UTF8.GetString(signed[HeadBytes..]).Split(Between) is [var team, var obligation, var period, var post]
        ? new()
        {
            Team = team,
            Obligation = obligation,
            Period = period,
            Post = post,
            AddressHash = Convert.ToHexStringLower(signed.Slice(1 + sizeof(int), HashBytes)),
            ExpiresOn = DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(signed[1..])),
        }
        : null;

    private static byte[] Sign(byte[] key, ReadOnlySpan<byte> signed) => HMACSHA256.HashData(key, (byte[])[.. Purpose, .. signed])[..SignatureBytes];
}
