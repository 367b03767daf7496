using System.Diagnostics.CodeAnalysis;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>
/// Who may talk to the mail server: so many at once as the settings say, and one more for a mail that a person waits for. A conversation
/// whose answer stays away gives its place to the next mail, so that a silent server holds up the mail in question and no other,
/// until it is silent about as many as there are places. Urgent mails count by themselves, so that these never hold up one of them.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "no wait handle is asked for, and a conversation may end after its sender")]
internal sealed class SmtpTurns(int places)
{
    private readonly SemaphoreSlim _free = new(places);
    private readonly SemaphoreSlim _urgent = new(1);
    private readonly SemaphoreSlim _silent = new(places);
    private readonly SemaphoreSlim _urgentSilent = new(places);

    /// <summary>Waits for a place; an urgent mail waits only for other urgent ones.</summary>
    public async Task<Turn> Take(bool isUrgent, CancellationToken cancellationToken)
    {
        var silent = isUrgent ? _urgentSilent : _silent;
        if (_free.Wait(0, cancellationToken))
        {
            return new(_free, silent);
        }

        var place = isUrgent ? _urgent : _free;
        await place.WaitAsync(cancellationToken);
        return new(place, silent);
    }

    /// <summary>A place, until it is disposed.</summary>
    internal sealed class Turn(SemaphoreSlim place, SemaphoreSlim silent) : IDisposable
    {
        private readonly Lock _gate = new();
        private SemaphoreSlim? _place = place;

        /// <summary>The server is silent: the place goes to the next, unless as many are silent already as there are places.</summary>
        public void GiveAway()
        {
            lock (_gate)
            {
                if (_place is { } held && held != silent && silent.Wait(0))
                {
                    _place = silent;
                    held.Release();
                }
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _place?.Release();
                _place = null;
            }
        }
    }
}
