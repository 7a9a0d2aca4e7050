namespace DnsRegistry.Registry.Validation;

/// <summary>One thing that is wrong with what a client sent.</summary>
/// <param name="Field">The field as the client wrote it: <c>addresses[1]</c>, <c>ports.grpc</c>.</param>
/// <param name="Message">The rule that it breaks, as a sentence.</param>
public readonly record struct FieldFault(string Field, string Message);
