using System.Text;

namespace Nec.Integrations.FactFiles;

/// <summary>Reads lines, of which none may fill the memory: what is too long is skipped and answered as null.</summary>
internal sealed class Lines(TextReader reader)
{
    private const int Longest = 100_000;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _length;

    /// <summary>Every line with its number from 1; null for one of more than 100,000 characters.</summary>
    public IEnumerable<(int Number, string? Text)> All()
    {
        for (var number = 1; Fill(); number++)
        {
            var isTooLong = false;
            _line.Clear();
            var isEnded = false;
            while (!isEnded && Fill())
            {
                var rest = _buffer.AsSpan(_at, _length - _at);
                var end = rest.IndexOf('\n');
                var part = end < 0 ? rest : rest[..end];
                (isEnded, _at) = (end >= 0, _at + part.Length + (end < 0 ? 0 : 1));
                isTooLong |= _line.Length + part.Length > Longest;
                _line.Append(isTooLong ? default : part);
            }

            yield return (number, isTooLong ? null : _line.ToString());
        }
    }

    private bool Fill()
    {
        if (_at == _length)
        {
            (_at, _length) = (0, reader.Read(_buffer, 0, _buffer.Length));
        }

        return _length > 0;
    }
}
