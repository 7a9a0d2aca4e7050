using System.Net;
using System.Text;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>A body of which one half is sent at once, and the other when a test lets it go.</summary>
internal sealed class HeldContent(string text) : HttpContent
{
    private readonly byte[] _octets = Encoding.UTF8.GetBytes(text);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when one half is on its way.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Sends the other.</summary>
    public void Release() => _released.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        int half = _octets.Length / 2;
        await stream.WriteAsync(_octets.AsMemory(0, half));
        await stream.FlushAsync();
        _begun.SetResult();
        await _released.Task;
        await stream.WriteAsync(_octets.AsMemory(half));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _octets.Length;
        return true;
    }
}
