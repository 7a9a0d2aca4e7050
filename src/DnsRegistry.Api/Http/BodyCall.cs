using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Http;

/// <summary>A call that is given its whole body.</summary>
/// <param name="context">The call.</param>
/// <param name="body">Its body, good until the call ends.</param>
internal delegate Task BodyCall(HttpContext context, RequestBody body);
