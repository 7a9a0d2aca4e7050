namespace DnsRegistry.Zones.Services;

/// <summary>The place in the index where the answers of one service stand: one reference, replaced at every change.</summary>
/// <param name="label">The service's label.</param>
/// <param name="answers">Its first answers.</param>
internal sealed class ServiceEntry(byte[] label, ServiceAnswers answers) : ILabeled
{
    private volatile ServiceAnswers _current = answers;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Label => label;

    /// <summary>The answers in force. Take them once a query.</summary>
    internal ServiceAnswers Current
    {
        get => _current;
        set => _current = value;
    }
}
