using DnsRegistry.Api.Services;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>Answers a call with a list as it is now.</summary>
/// <param name="context">The call.</param>
/// <param name="service">The service that the list is of; null for all.</param>
/// <param name="query">What is asked for.</param>
internal delegate Task ListAnswer(HttpContext context, string? service, ListQuery query);
