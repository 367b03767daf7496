namespace Nec.Simulator;

/// <summary>Base64 of mail bodies: anything that is not of its alphabet is passed over (RFC 2045, 6.8).</summary>
internal static class Base64
{
    public static byte[] Decode(string text)
    {
        var letters = string.Concat(text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/'));
        letters = letters[..(letters.Length - (letters.Length % 4 == 1 ? 1 : 0))]; // a single letter left over holds no octet
        return Convert.FromBase64String(letters.PadRight((letters.Length + 3) / 4 * 4, '='));
    }
}
