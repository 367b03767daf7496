namespace Nec.Simulator;

/// <summary>Looks like chance and is none: the same words always give the same number, in every process.</summary>
internal static class Chance
{
    public static int Below(int limit, params ReadOnlySpan<object> words)
    {
        var hash = 2166136261u; // FNV-1a; string.GetHashCode differs from run to run
        foreach (var word in words)
        {
            foreach (var letter in FormattableString.Invariant($"{word}|"))
            {
                hash = (hash ^ letter) * 16777619u;
            }
        }

        hash ^= hash >> 15; // FNV's low bits are weak when only the last letters differ
        hash *= 2246822519u;
        hash ^= hash >> 13;
        return (int)(hash % (uint)limit);
    }
}
