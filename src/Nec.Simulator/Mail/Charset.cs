using System.Text;

namespace Nec.Simulator;

/// <summary>A name of an encoding, UTF-8 when nobody knows it.</summary>
internal static class Charset
{
    public static Encoding Of(string name)
    {
        try
        {
            return name.Length == 0 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
