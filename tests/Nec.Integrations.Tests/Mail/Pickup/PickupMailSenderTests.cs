using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Pickup;

namespace Nec.Integrations.Tests.Mail.Pickup;

public sealed class PickupMailSenderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task A_mail_becomes_one_file_however_often_it_is_sent()
    {
        var sender = new PickupMailSender(new PickupOptions { Folder = _folder });

        Assert.IsType<SendOutcome.Sent>(await sender.Send(TestMail.Plain, TestContext.Current.CancellationToken));
        Assert.IsType<SendOutcome.Sent>(await sender.Send(TestMail.Plain, TestContext.Current.CancellationToken));

        Assert.Equal("north-2026-03-02@nec.example.org.eml", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder))));
        Assert.Equal(Mime.Write(TestMail.Plain), await File.ReadAllBytesAsync(Directory.GetFiles(_folder)[0], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ids_that_differ_only_in_letters_unfit_for_files_stay_apart_and_inside_the_folder()
    {
        var sender = new PickupMailSender(new PickupOptions { Folder = _folder });

        await sender.Send(TestMail.Plain with { MessageId = "../../a/b@example.org" }, TestContext.Current.CancellationToken);
        await sender.Send(TestMail.Plain with { MessageId = "../../a_b@example.org" }, TestContext.Current.CancellationToken);

        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_a_passing_trouble()
    {
        await File.WriteAllTextAsync(_folder, "a file stands where the folder should", TestContext.Current.CancellationToken);

        var outcome = await new PickupMailSender(new PickupOptions { Folder = _folder }).Send(TestMail.Plain, TestContext.Current.CancellationToken);

        Assert.StartsWith("the folder Mail:Pickup:Folder cannot be written to", Assert.IsType<SendOutcome.Temporary>(outcome).Reason, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        File.Delete(_folder);
    }
}
