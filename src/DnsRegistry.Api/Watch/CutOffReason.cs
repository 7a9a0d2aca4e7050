namespace DnsRegistry.Api.Watch;

/// <summary>Why the server ended an event stream that its client would have gone on with.</summary>
internal enum CutOffReason
{
    /// <summary>The client read so slowly that changes went by.</summary>
    Lagged,

    /// <summary>The client took nothing for too long.</summary>
    Stuck,

    /// <summary>The client's token may no longer see what it is told.</summary>
    Refused,
}
