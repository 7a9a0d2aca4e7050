using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Problems;

/// <summary>What is the same for every problem of one kind (RFC 9457 §3.1).</summary>
/// <param name="Uri">The stable identifier that clients compare.</param>
/// <param name="Title">A summary for people.</param>
/// <param name="Status">The status code.</param>
/// <param name="RetryAfterSeconds">When trying again may help; null where it does not help by itself.</param>
internal sealed record ProblemType(string Uri, string Title, int Status, int? RetryAfterSeconds = null)
{
    private const string Prefix = "urn:dnsregistry:problem:";

    /// <summary>The type of one kind.</summary>
    public static ProblemType Of(ProblemKind kind) => s_types[(int)kind];

    private static readonly ProblemType[] s_types = [.. Enum.GetValues<ProblemKind>().Select(Describe)];

    private static ProblemType Describe(ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidRequest => new(Prefix + "invalid-request", "The request is not valid", StatusCodes.Status400BadRequest),
        ProblemKind.TooLarge => new(Prefix + "too-large", "The body is too large", StatusCodes.Status413PayloadTooLarge),
        ProblemKind.RequestTimeout => new(Prefix + "request-timeout", "The body came too slowly", StatusCodes.Status408RequestTimeout),
        ProblemKind.Unauthorized => new(Prefix + "unauthorized", "A valid token is needed", StatusCodes.Status401Unauthorized),
        ProblemKind.Forbidden => new(Prefix + "forbidden", "The token may not do this", StatusCodes.Status403Forbidden),
        ProblemKind.TooManyRequests => new(
            Prefix + "too-many-requests", "Too many requests", StatusCodes.Status429TooManyRequests, 1),
        ProblemKind.CrossOrigin => new(Prefix + "cross-origin", "Another site may not change this", StatusCodes.Status403Forbidden),
        ProblemKind.NotFound => new(Prefix + "not-found", "There is nothing at this path", StatusCodes.Status404NotFound),
        ProblemKind.MethodNotAllowed => new(
            Prefix + "method-not-allowed", "This path does not take this method", StatusCodes.Status405MethodNotAllowed),
        ProblemKind.UnknownInstance => new(Prefix + "unknown-instance", "No such instance is registered", StatusCodes.Status404NotFound),
        ProblemKind.UnknownService => new(Prefix + "unknown-service", "No such service is known", StatusCodes.Status404NotFound),
        ProblemKind.UnknownSettings => new(Prefix + "unknown-settings", "Nothing is set for this service", StatusCodes.Status404NotFound),
        ProblemKind.PositionGone => new(Prefix + "position-gone", "Changes since this position are not known", StatusCodes.Status410Gone),
        ProblemKind.UnknownRoutes => new(Prefix + "unknown-routes", "This service has no route rules", StatusCodes.Status404NotFound),
        ProblemKind.UnknownOverride => new(Prefix + "unknown-override", "The instance has no override", StatusCodes.Status404NotFound),
        ProblemKind.GenerationMismatch => new(
            Prefix + "generation-mismatch", "The instance was registered again since", StatusCodes.Status412PreconditionFailed),
        ProblemKind.NotOwner => new(Prefix + "not-owner", "Another token owns the instance", StatusCodes.Status409Conflict),
        ProblemKind.LimitReached => new(Prefix + "limit-reached", "There is no room for another instance", StatusCodes.Status409Conflict),
        ProblemKind.StoreUnavailable => new(
            Prefix + "store-unavailable", "The change could not be made durable", StatusCodes.Status503ServiceUnavailable, 1),
        ProblemKind.Busy => new(
            Prefix + "busy", "Too many changes wait to be made durable", StatusCodes.Status503ServiceUnavailable, 1),
        ProblemKind.TooManyWatchers => new(
            Prefix + "too-many-watchers", "Too many calls wait for changes", StatusCodes.Status503ServiceUnavailable, 5),
        ProblemKind.NotLoaded => new(
            Prefix + "not-loaded", "The registrations are still being loaded", StatusCodes.Status503ServiceUnavailable, 1),
        ProblemKind.Stopping => new(Prefix + "stopping", "The server is stopping", StatusCodes.Status503ServiceUnavailable),
        ProblemKind.Internal => new(Prefix + "internal", "The server failed", StatusCodes.Status500InternalServerError),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no problem type"),
    };
}
