namespace DnsRegistry.Host.Composition;

/// <summary>The server cannot start. The message is all that the operator needs.</summary>
/// <param name="message">What is wrong, and with what.</param>
/// <param name="innerException">What failed underneath.</param>
internal sealed class StartException(string message, Exception innerException) : Exception(message, innerException);
