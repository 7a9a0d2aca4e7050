namespace DnsRegistry.Api.Http;

/// <summary>
/// Stands as metadata on a call that may run on the thread that receives (<see cref="ReceivingThread"/>): it is about one
/// thing, or leaves the thread by itself before it is about more.
/// </summary>
internal sealed class BriefCall
{
    /// <summary>The mark.</summary>
    public static readonly BriefCall Mark = new();
}
