namespace DnsRegistry.Registry;

/// <summary>So much waits for the writer already that one more change would only make memory grow. Trying again later helps.</summary>
public sealed class RegistryBusyException() : Exception("Too many changes wait to be made durable.");
