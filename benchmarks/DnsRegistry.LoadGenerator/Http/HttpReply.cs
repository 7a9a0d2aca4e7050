using System.Text;

namespace DnsRegistry.LoadGenerator.Http;

/// <summary>One answer of the server, in the buffer of its connection: good until the next call there.</summary>
internal readonly ref struct HttpReply(int status, ReadOnlySpan<byte> body)
{
    /// <summary>The status code.</summary>
    public int Status { get; } = status;

    /// <summary>The octets of the body.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The answer as a person reads it.</summary>
    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body[..Math.Min(Body.Length, 300)])}";
}
