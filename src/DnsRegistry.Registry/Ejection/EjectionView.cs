namespace DnsRegistry.Registry.Ejection;

/// <summary>What circuit breaking makes of one instance at one moment.</summary>
/// <param name="State">What it does.</param>
/// <param name="EndsAtMilliseconds">When an ejection ends, on the monotonic clock.</param>
/// <param name="Ejections">Ejections in a row; they are forgotten one by one while it behaves.</param>
/// <param name="FailuresInARow">Failures since the last success.</param>
/// <param name="Reporters">Different callers that saw failures lately, as far as they are counted.</param>
public readonly record struct EjectionView(
    CircuitState State, long EndsAtMilliseconds, int Ejections, int FailuresInARow, int Reporters);
