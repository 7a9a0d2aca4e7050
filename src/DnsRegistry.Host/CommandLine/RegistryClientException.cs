namespace DnsRegistry.Host.CommandLine;

/// <summary>The server could not be talked to. The message is for the operator.</summary>
/// <param name="message">For the operator.</param>
/// <param name="innerException">What failed underneath.</param>
internal sealed class RegistryClientException(string message, Exception? innerException) : Exception(message, innerException);
