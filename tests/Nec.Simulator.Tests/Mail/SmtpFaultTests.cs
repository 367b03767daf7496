namespace Nec.Simulator.Tests.Mail;

public sealed class SmtpFaultTests : Simulated
{
    private const string Message = "Message-ID: <k@example.org>\r\n\r\nHello";

    public static TheoryData<string, string, int> Faults => new()
    {
        { nameof(SmtpFault.Temporary), "451", 0 },
        { nameof(SmtpFault.Permanent), "550", 0 },
        { nameof(SmtpFault.TemporaryAfterData), "452", 0 },
        { nameof(SmtpFault.PermanentAfterData), "554", 0 },
        { nameof(SmtpFault.DropInData), "", 0 },
        { nameof(SmtpFault.DropBeforeReply), "", 1 }, // kept, and the sender cannot know
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_meets_the_next_message_and_the_one_after_is_fine(string fault, string code, int kept)
    {
        World.Mail.Fail((SmtpFault)typeof(SmtpFault).GetField(fault)!.GetValue(null)!);
        using (var unlucky = await Sender.To(World.Mail))
        {
            var reply = await unlucky.Deliver(Message);
            Assert.Equal(code, reply.Length < 3 ? "" : reply[..3]);
        }

        Assert.Equal(kept, World.Mail.Count);
        using var lucky = await Sender.To(World.Mail);
        Assert.StartsWith("250", await lucky.Deliver(Message), StringComparison.Ordinal);
        Assert.Equal(kept + 1, World.Mail.Count);
    }

    [Fact]
    public async Task A_fault_lasts_as_often_as_asked_on_one_connection()
    {
        World.Mail.Fail(SmtpFault.TemporaryAfterData, times: 2);
        using var sender = await Sender.To(World.Mail);
        string[] replies = [await sender.Deliver(Message), await sender.Deliver(Message), await sender.Deliver(Message)];

        Assert.Equal(["452", "452", "250"], replies.Select(reply => reply[..3]));
    }

    [Fact]
    public async Task A_slow_reply_comes_after_the_message_is_kept()
    {
        World.Mail.Fail(SmtpFault.Slow(TimeSpan.FromHours(1)));
        using var sender = await Sender.To(World.Mail);
        var delivering = sender.Deliver(Message);
        await World.Mail.WaitFor(1, Cancelled);

        Assert.False(delivering.IsCompleted);
        World.Mail.Recover();
    }

    [Fact]
    public async Task A_server_that_does_not_talk_says_so_at_the_door()
    {
        World.Mail.Fail(SmtpFault.Unavailable);
        using var client = new System.Net.Sockets.TcpClient(World.Mail.Host, World.Mail.Port);
        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith("421", await reader.ReadToEndAsync(Cancelled), StringComparison.Ordinal);
        using var next = await Sender.To(World.Mail);
        Assert.StartsWith("250", await next.Deliver(Message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_address_does_not_stop_the_others()
    {
        World.Mail.Refuse("gone@example.org", SmtpFault.Permanent);
        using var sender = await Sender.To(World.Mail);

        Assert.StartsWith("550", await sender.Deliver(Message, "gone@example.org"), StringComparison.Ordinal);
        await sender.Say("RSET");
        Assert.StartsWith("250", await sender.Deliver(Message, "here@example.org"), StringComparison.Ordinal);
        await sender.Say("RSET");
        Assert.StartsWith("550", await sender.Deliver(Message, "GONE@example.org"), StringComparison.Ordinal);
    }
}
