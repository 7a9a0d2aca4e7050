using System.Buffers;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>
/// The words of one record's RDATA, taken one after another, and the wire form that grows out of them. A reader of a type
/// is a chain of field readers joined by <c>&amp;&amp;</c>; the first that fails says why and ends the chain.
/// </summary>
internal sealed class RdataFields(IReadOnlyList<PresentationToken> tokens, DomainName origin)
{
    private readonly ArrayBufferWriter<byte> _wire = new();
    private int _next;
    private int _firstName;
    private int _nameCount;

    /// <summary>What relative names are completed with.</summary>
    internal DomainName Origin { get; } = origin;

    /// <summary>Whether words are left.</summary>
    internal bool HasMore => _next < tokens.Count;

    /// <summary>Octets of wire form so far.</summary>
    internal int Length => _wire.WrittenCount;

    /// <summary>What went wrong; meaningful after a field reader returned <see langword="false"/>.</summary>
    internal PresentationFault Fault { get; private set; }

    /// <summary>The next word, which stays where it is; only while <see cref="HasMore"/>.</summary>
    internal PresentationToken Peek => tokens[_next];

    /// <summary>Takes the next word.</summary>
    /// <param name="what">The field, for the message when no word is left.</param>
    /// <param name="token">The word.</param>
    internal bool TryTake(string what, out PresentationToken token)
    {
        if (!HasMore)
        {
            token = default;
            Fault = new PresentationFault($"the {what} is missing", tokens.Count);
            return false;
        }

        token = tokens[_next++];
        return true;
    }

    /// <summary>Says what is wrong with the word taken last.</summary>
    /// <returns>Always <see langword="false"/>, so that a reader can return it.</returns>
    internal bool Fail(string message)
    {
        Fault = new PresentationFault(message, Math.Max(0, _next - 1));
        return false;
    }

    /// <summary>Appends octets to the wire form.</summary>
    /// <returns>Always <see langword="true"/>, so that a reader can return it.</returns>
    internal bool Append(ReadOnlySpan<byte> octets)
    {
        _wire.Write(octets);
        return true;
    }

    /// <summary>Says that a name comes next that a writer may compress: NS, CNAME, PTR, MX and SOA only (RFC 3597 §4).</summary>
    internal void MarkCompressible()
    {
        if (_nameCount++ == 0)
            _firstName = Length;
    }

    /// <summary>The finished RDATA, once no word is left over.</summary>
    internal bool TryFinish(out Rdata? rdata)
    {
        rdata = null;
        if (HasMore)
        {
            _next++;
            return Fail($"'{tokens[_next - 1].Text}' is one word too many");
        }

        if (Length > ushort.MaxValue)
            return Fail("the RDATA has more than 65,535 octets");

        rdata = new Rdata(_wire.WrittenSpan, _firstName, _nameCount);
        return true;
    }
}
