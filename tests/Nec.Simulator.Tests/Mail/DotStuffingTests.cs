using System.Text;

namespace Nec.Simulator.Tests.Mail;

public sealed class DotStuffingTests
{
    [Fact]
    public void The_end_is_found_wherever_the_reads_cut_it()
    {
        var text = "abc\r\n.\r\n"u8.ToArray();
        for (var scanned = 0; scanned < text.Length; scanned++)
        {
            Assert.Equal(-1, DotStuffing.EndOf(text.AsSpan(0, scanned), 0));
            Assert.Equal("abc\r\n".Length, DotStuffing.EndOf(text, scanned));
        }
    }

    [Theory]
    [InlineData(".\r\n", 0)] // an empty message
    [InlineData("..\r\n", -1)]
    [InlineData("a.\r\n", -1)]
    [InlineData("a\n.\n", -1)] // bare line feeds end nothing: message smuggling
    [InlineData("a\r\n.\r\nb\r\n.\r\n", 3)] // the first one
    public void Only_a_lonely_dot_ends_a_message(string text, int end) => Assert.Equal(end, DotStuffing.EndOf(Encoding.ASCII.GetBytes(text), 0));
}
