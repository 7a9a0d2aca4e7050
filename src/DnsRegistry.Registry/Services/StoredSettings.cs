namespace DnsRegistry.Registry.Services;

/// <summary>The settings of one service as they are kept on disk.</summary>
/// <param name="Service">The service.</param>
/// <param name="Settings">What is set.</param>
/// <param name="Revision">The revision of the registry that wrote it.</param>
public sealed record StoredSettings(string Service, ServiceSettings Settings, long Revision);
