using DnsRegistry.Registry.Services;

namespace DnsRegistry.Api.Routing;

/// <summary>What a call about route rules answers.</summary>
/// <param name="Routes">The rules as they are kept.</param>
/// <param name="Warnings">What is odd about them.</param>
internal readonly record struct RouteListAnswer(StoredRoutes Routes, IReadOnlyList<string> Warnings);
