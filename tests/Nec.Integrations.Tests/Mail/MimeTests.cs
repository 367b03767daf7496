using System.Text;
using Nec.Integrations.Mail;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail;

public sealed class MimeTests
{
    [Fact]
    public void A_plain_mail_is_written_as_it_travels()
    {
        var expected = """
            From: "Nec" <nec@example.org>
            To: "Pat Jones" <inspector@example.org>
            Reply-To: team@example.org
            Subject: Two promises fall due this week
            Date: Mon, 2 Mar 2026 08:00:00 +0000
            Message-ID: <north-2026-03-02@nec.example.org>
            Auto-Submitted: auto-generated
            X-Auto-Response-Suppress: All
            MIME-Version: 1.0
            Content-Type: multipart/alternative;
             boundary="BOUNDARY"

            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Good morning.
            .
            That is all.

            --BOUNDARY
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Good morning.</p>
            --BOUNDARY--

            """;
        var written = Written(TestMail.Plain);

        var boundary = written.Split("boundary=\"")[1].Split('"')[0];
        Assert.StartsWith("=_", boundary, StringComparison.Ordinal);
        Assert.Equal(expected.ReplaceLineEndings("\r\n").Replace("BOUNDARY", boundary, StringComparison.Ordinal), written);
        Assert.Equal(written, Written(TestMail.Plain)); // a second try is the same mail
    }

    [Theory]
    [InlineData("Priorities: you’re due")]
    [InlineData("=?utf-8?B?aGk=?=")] // must arrive as written, not decoded
    [InlineData("Bydd addewid yn ddyledus: Tŷ Gŵyr — ŵŷâêîôû ŵŷâêîôû ŵŷâêîôû ŵŷâêîôû ŵŷâêîôû ŵŷâêîôû ŵŷâêîôû 👮‍♀️👮‍♀️👮‍♀️👮‍♀️")]
    [InlineData("A subject that is so long that it must be folded because it has far more than seventy-six letters in it, all of them plain")]
    [InlineData("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzender")]
    public void Any_subject_and_name_arrives_as_it_was_on_lines_of_at_most_76(string text)
    {
        var mail = TestMail.Plain with { Subject = text, ToName = text };

        var received = Received(mail);

        Assert.Equal(text, received.Subject);
        Assert.EndsWith(" <inspector@example.org>", received.Header("To"), StringComparison.Ordinal);
        Assert.All(Written(mail).Split("\r\n"), line => Assert.True(line.Length <= 76 && line.All(char.IsAscii), line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Plain")]
    [InlineData("Trailing blank \nand tab\t\n")]
    [InlineData("a = b, .\n.\n..\nFrom here")]
    [InlineData("Tŷ’r Cŵn – £5 👮‍♀️")]
    public void Any_body_arrives_as_it_was(string line)
    {
        var text = line + "\n" + string.Concat(Enumerable.Repeat(line.Replace('\n', ' ') + "é=", 40));

        var received = Received(TestMail.Plain with { Text = text, Html = text });

        Assert.Equal(text, received.Text?.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal(text, received.Html?.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.All(Written(TestMail.Plain with { Text = text, Html = text }).Split("\r\n"), one => Assert.True(one.Length <= 76, one));
    }

    [Theory]
    [InlineData("Hello\r\nBcc: everyone@example.org")]
    [InlineData("Hello\nBcc: everyone@example.org\n\n")]
    [InlineData("Hello\u2028Bcc: everyone@example.org")]
    [InlineData("Hello\0\u0085\u000bBcc: everyone@example.org")]
    public void A_line_break_in_a_subject_a_name_or_a_value_adds_no_header(string hostile)
    {
        var mail = TestMail.Plain with { Subject = hostile, ToName = hostile, Headers = new Dictionary<string, string> { ["X-Team"] = hostile } };

        var received = Received(mail);

        Assert.Equal("Hello Bcc: everyone@example.org", received.Subject);
        Assert.DoesNotContain(received.Headers, header => header.Name.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "X-Team", "MIME-Version", "Content-Type"], received.Headers.Select(header => header.Name));
    }

    [Theory]
    [InlineData("inspector@example.org\r\nBcc: everyone@example.org")]
    [InlineData("inspector@example.org>, <everyone@example.org")]
    [InlineData("inspector@example.org, everyone@example.org")]
    [InlineData("inspector@example.org> ORCPT=x")]
    [InlineData("\"in spector\"@example.org")]
    [InlineData("inspéctor@example.org")]
    [InlineData("inspector")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused_in_a_sentence_without_it(string address)
    {
        var failure = Assert.Throws<FormatException>(() => Mime.Write(TestMail.Plain with { To = address }));

        Assert.StartsWith("the recipient's address ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("everyone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_in_other_letters_goes_in_its_ascii_form()
    {
        Assert.Contains("<inspector@xn--bcher-kva.example.org>", Written(TestMail.Plain with { To = "inspector@bücher.example.org" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Subject")]
    [InlineData("bcc")]
    [InlineData("Content-Type")]
    [InlineData("X: y\r\nBcc")]
    [InlineData("")]
    public void A_further_header_may_not_take_the_place_of_ours(string name)
    {
        Assert.Throws<FormatException>(() => Mime.Write(TestMail.Plain with { Headers = new Dictionary<string, string> { [name] = "x" } }));
    }

    [Theory]
    [InlineData("no-domain")]
    [InlineData("a b@example.org")]
    [InlineData("a@example.org>\r\nBcc: everyone@example.org")]
    public void A_message_id_that_is_none_is_refused(string id)
    {
        Assert.Throws<FormatException>(() => Mime.Write(TestMail.Plain with { MessageId = id }));
    }

    private static string Written(OutgoingMail mail) => Encoding.ASCII.GetString(Mime.Write(mail));

    private static ReceivedMail Received(OutgoingMail mail) => new("", [], Mime.Write(mail), null, overTls: false);
}
