namespace DnsRegistry.Zones.Services;

/// <summary>One change of one instance, applied at one instant.</summary>
/// <param name="Service">The service.</param>
/// <param name="FormerPlace">Where it stood; null when it is new.</param>
/// <param name="Former">How it was answered; null when it is new.</param>
/// <param name="Place">Where it stands now; null when it is gone.</param>
/// <param name="Endpoint">How it is answered now; null when it is gone.</param>
public readonly record struct EndpointChange(
    string Service, EndpointPlace? FormerPlace, Endpoint? Former, EndpointPlace? Place, Endpoint? Endpoint);
