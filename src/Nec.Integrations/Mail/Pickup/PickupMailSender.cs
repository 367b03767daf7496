using System.Security.Cryptography;
using System.Text;

namespace Nec.Integrations.Mail.Pickup;

/// <summary>Leaves each mail as a file. Its name comes from the Message-ID, so that a second try replaces the first instead of adding to it.</summary>
public sealed class PickupMailSender(PickupOptions options) : IMailSender
{
    /// <inheritdoc/>
    public MailCarries Carries { get; } = new(Html: true, Text: true, AutoSubmitted: true, OwnMessageId: true);

    /// <inheritdoc/>
    public async Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var content = Mime.Write(mail);
            var folder = Directory.CreateDirectory(options.Folder).FullName;
            var draft = Path.Combine(folder, $".{Path.GetRandomFileName()}.draft");
            await File.WriteAllBytesAsync(draft, content, cancellationToken);

            // Renamed when whole: whoever watches the folder never sees half a mail.
            File.Move(draft, Path.Combine(folder, FileName(Mime.MessageId(mail))), overwrite: true);

            return new SendOutcome.Sent();
        }
        catch (FormatException unfit)
        {
            return new SendOutcome.Permanent(unfit.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SendOutcome.Temporary("the folder Mail:Pickup:Folder cannot be written to: check that it exists, has room and is ours to write");
        }
    }

    /// <summary>The id in letters that every file system takes; what had to be changed, or cut, is made up for by a hash.</summary>
    private static string FileName(string messageId)
    {
        var id = messageId.Trim('<', '>');
        var safe = string.Concat(id.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '@' ? letter : '_')).TrimStart('.');
        var isWhole = safe == id && safe.Length <= 150;

        return isWhole ? $"{safe}.eml" : $"{safe[..Math.Min(safe.Length, 150)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 6))}.eml";
    }
}
