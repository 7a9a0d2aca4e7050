namespace DnsRegistry.Api.Access;

/// <summary>What a call needs while tokens are required. It stands as metadata on the endpoint.</summary>
internal enum AccessNeed
{
    /// <summary>A token that may do everything: what a call needs that names no service and says nothing else.</summary>
    Admin,

    /// <summary>Any token; the call itself keeps to what <see cref="CallerExtensions.MayRead"/> and the like say.</summary>
    AnyToken,

    /// <summary>A token that may look at the service of the path.</summary>
    Read,

    /// <summary>A token that may change the service of the path.</summary>
    Write,
}
