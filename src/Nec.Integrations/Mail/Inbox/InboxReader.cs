using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Nec.Core.Inbox;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Inbox;

/// <summary>A mail in the box, before it is read.</summary>
/// <param name="Uid">Its number under the box's validity, from 1; later mails have higher ones.</param>
/// <param name="ArrivedAt">When the server took it in.</param>
/// <param name="Bytes">Its size as the server tells it.</param>
public sealed record WaitingMail(uint Uid, DateTimeOffset ArrivedAt, long Bytes);

/// <summary>Opens the mailbox.</summary>
public sealed class InboxReader(InboxOptions options, HttpOptions http) : IDisposable
{
    private readonly InboxSignIn _signIn = new(options, http);

    /// <summary>Whether a mailbox is to be read at all.</summary>
    public bool IsSet => options.IsSet;

    /// <summary>Opens the folder read-only.</summary>
    /// <exception cref="IntegrationException">It cannot be: the sentence says what to check.</exception>
    public async Task<OpenInbox> Open(CancellationToken cancellationToken)
    {
        var inbox = new OpenInbox(options, _signIn);
        try
        {
            await inbox.Connect(cancellationToken);
            return inbox;
        }
        catch
        {
            inbox.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _signIn.Dispose();
}

/// <summary>
/// The folder, open for reading: the server keeps every flag as it is (EXAMINE, BODY.PEEK). Headers are read, and of a delivery report its
/// machine-readable parts; never a text. The structure that the server could tell (BODYSTRUCTURE) is not asked for: a hostile mail can nest
/// it as deep as it likes, and the library reads it by recursion.
/// </summary>
public sealed class OpenInbox : IDisposable
{
    /// <summary>The most bytes of a mail that is read at all.</summary>
    public const long MostBytes = 10_000_000;

    private readonly InboxOptions _options;
    private readonly InboxSignIn _signIn;
    private ImapClient? _client;
    private IMailFolder? _folder;

    internal OpenInbox(InboxOptions options, InboxSignIn signIn) => (_options, _signIn) = (options, signIn);

    /// <summary>The box's UIDVALIDITY: under another one, every mail has another number.</summary>
    public uint Validity { get; private set; }

    /// <summary>The oldest mails after a number, the oldest first.</summary>
    /// <exception cref="IntegrationException">The server does not answer, or not so that it can be read.</exception>
    public async Task<IReadOnlyList<WaitingMail>> After(uint uid, int most, CancellationToken cancellationToken)
    {
        var folder = Folder;
        try
        {
            if (uid == uint.MaxValue || folder.UidNext is { } next && next.Id <= uid + 1)
            {
                return [];
            }

            var range = new UniqueIdRange(new UniqueId(uid + 1), UniqueId.MaxValue);
            // Of an empty range a server tells the last mail, which was read already.
            var uids = (await folder.SearchAsync(SearchQuery.Uids(range), cancellationToken)).Where(one => one.Id > uid).Order().Take(most).ToList();
            var found = uids.Count == 0 ? [] : await folder.FetchAsync(
                uids, MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size, cancellationToken);
            return
            [
                .. from mail in found
                   where mail.UniqueId.Id > uid && mail.InternalDate is not null
                   orderby mail.UniqueId
                   select new WaitingMail(mail.UniqueId.Id, mail.InternalDate.GetValueOrDefault(), mail.Size ?? long.MaxValue),
            ];
        }
        catch (Exception failure) when (InboxFault.Of(failure, cancellationToken) is { } fault)
        {
            throw new IntegrationException(InboxFault.Source, null, fault);
        }
    }

    /// <summary>Reads one mail; null when it is refused: too large, or not built as a mail is. A mail that breaks the conversation is refused too, and a new one is begun.</summary>
    /// <exception cref="IntegrationException">The server does not answer any more.</exception>
    public async Task<InboxMail?> Read(WaitingMail mail, CancellationToken cancellationToken)
    {
        if (mail.Bytes > MostBytes)
        {
            return null;
        }

        for (var again = false; ; again = true)
        {
            try
            {
                return await new MailParts(Folder, new UniqueId(mail.Uid)).Read(mail.ArrivedAt, cancellationToken);
            }
            catch (UnfitMailException)
            {
                return null;
            }
            catch (Exception failure) when (InboxFault.Of(failure, cancellationToken) is not null)
            {
                if (!Folder.IsOpen)
                {
                    await Reconnect(cancellationToken);
                }

                if (again) // the server is well, so it is this mail
                {
                    return null;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    internal async Task Connect(CancellationToken cancellationToken)
    {
        Dispose();
        _client = new ImapClient { Timeout = _options.TimeoutSeconds * 1000, CheckCertificateRevocation = false };
        try
        {
            await _signIn.Enter(_client, cancellationToken);
            _folder = await _client.GetFolderAsync(_options.Folder, cancellationToken);
            await _folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
            Validity = _folder.UidValidity;
        }
        catch (Exception failure) when (InboxFault.Of(failure, cancellationToken) is { } fault)
        {
            throw new IntegrationException(InboxFault.Source, null, fault);
        }
    }

    private async Task Reconnect(CancellationToken cancellationToken)
    {
        var validity = Validity;
        await Connect(cancellationToken);
        if (Validity != validity)
        {
            throw new IntegrationException(InboxFault.Source, null, "its server began to count mails anew while it was read; the next run begins at the oldest");
        }
    }

    private IMailFolder Folder => _folder ?? throw new InvalidOperationException("the box is opened by InboxReader.Open");
}
