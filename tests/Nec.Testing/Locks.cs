using Microsoft.Extensions.Logging.Abstractions;
using Nec.Storage;

namespace Nec.Testing;

/// <summary>Locks for a start that nobody reads about.</summary>
public static class Locks
{
    public static StartUpLocks Silent { get; } = new(NullLogger<StartUpLocks>.Instance, TimeProvider.System);
}
