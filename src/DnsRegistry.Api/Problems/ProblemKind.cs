namespace DnsRegistry.Api.Problems;

/// <summary>Everything that can be wrong with a call. Each value is one problem type of RFC 9457.</summary>
internal enum ProblemKind
{
    /// <summary>A field, a parameter or the body as a whole breaks a rule.</summary>
    InvalidRequest,

    /// <summary>The body has more octets than the call takes.</summary>
    TooLarge,

    /// <summary>The body came too slowly.</summary>
    RequestTimeout,

    /// <summary>The call shows no token, or one that is not valid.</summary>
    Unauthorized,

    /// <summary>The token may not do this.</summary>
    Forbidden,

    /// <summary>The token or the address calls too often.</summary>
    TooManyRequests,

    /// <summary>A web page of another site asks for a change.</summary>
    CrossOrigin,

    /// <summary>The path leads nowhere.</summary>
    NotFound,

    /// <summary>The path is right, the method is not.</summary>
    MethodNotAllowed,

    /// <summary>No such instance is registered.</summary>
    UnknownInstance,

    /// <summary>No such service is registered or declared.</summary>
    UnknownService,

    /// <summary>Nothing is set for this service.</summary>
    UnknownSettings,

    /// <summary>The changes after this position are not to be had.</summary>
    PositionGone,

    /// <summary>This service has no route rules.</summary>
    UnknownRoutes,

    /// <summary>No operator says anything about this instance.</summary>
    UnknownOverride,

    /// <summary>The instance was registered again since.</summary>
    GenerationMismatch,

    /// <summary>Another token owns the instance.</summary>
    NotOwner,

    /// <summary>The service, or the registry, is full.</summary>
    LimitReached,

    /// <summary>The store cannot keep a change now.</summary>
    StoreUnavailable,

    /// <summary>So many changes wait to be made durable, or so much is being read, that no more is taken.</summary>
    Busy,

    /// <summary>So many calls wait for changes that no further one may.</summary>
    TooManyWatchers,

    /// <summary>The registrations are still being loaded, so an answer would be incomplete.</summary>
    NotLoaded,

    /// <summary>The server goes down and does not wait any longer.</summary>
    Stopping,

    /// <summary>A fault of the server itself.</summary>
    Internal,
}
