using System.Text;

namespace Nec.Simulator.Tests.Mail;

public sealed class ReceivedMailTests
{
    [Fact]
    public void Both_bodies_of_an_alternative_are_decoded()
    {
        var mail = Mail("""
            Subject: x
            Content-Type: multipart/mixed; boundary=outer

            preamble
            --outer
            Content-Type: multipart/alternative;
             boundary="outer1"

            --outer1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            caf=C3=A9 =E2=80=93 a soft=
             break, 2=3D2
            --outer1
            Content-Type: text/html; charset="utf-8"
            Content-Transfer-Encoding: base64

            PHA+Y2Fm
            w6k8L3A+
            --outer1--
            --outer--
            epilogue
            """);

        Assert.Equal("café – a soft break, 2=2", mail.Text);
        Assert.Equal("<p>café</p>", mail.Html);
    }

    [Theory]
    [InlineData("=?utf-8?Q?caf=C3=A9_au_lait?=", "café au lait")]
    [InlineData("=?UTF-8?B?Y2Fmw6k=?=", "café")]
    [InlineData("=?utf-8?B?Y2Fmww==?= =?utf-8?B?qQ==?=", "café")] // a letter cut in two
    [InlineData("Re: =?iso-8859-1?Q?caf=E9?= now", "Re: café now")]
    [InlineData("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?= b", "aé b")] // blanks between two words are not text
    [InlineData("=?utf-8?Q?broken", "=?utf-8?Q?broken")]
    [InlineData("plain", "plain")]
    public void Subjects_are_decoded(string subject, string expected) => Assert.Equal(expected, Mail($"Subject: {subject}\n\nx").Subject);

    [Fact]
    public void A_folded_header_is_one_line_and_keeps_its_order()
    {
        var mail = Mail("X-A: one\n two\nx-b: 1\nX-B: 2\n\nbody");

        Assert.Equal("one two", mail.Header("x-a"));
        Assert.Equal("1", mail.Header("X-B"));
        Assert.Equal(["X-A", "x-b", "X-B"], mail.Headers.Select(header => header.Name));
        Assert.Null(mail.Header("X-C"));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    public void Eight_bit_bodies_are_read_in_their_own_letters(string charset)
    {
        var content = Encoding.Latin1.GetBytes($"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\ncafé");

        Assert.Equal("café", new ReceivedMail("", [], content, null, overTls: false).Text);
    }

    private static ReceivedMail Mail(string text) => new("", [], Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), null, overTls: false);
}
