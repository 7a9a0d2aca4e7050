using Microsoft.Extensions.Logging;

namespace DnsRegistry.Testing;

/// <summary>Keeps what is said to the operator, each line behind its level: <c>Warning: text</c>. From any thread.</summary>
/// <typeparam name="T">Who says it.</typeparam>
public sealed class LogLines<T> : ILogger<T>
{
    private readonly Lock _lock = new();
    private volatile string[] _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        lock (_lock)
            _lines = [.. _lines, $"{logLevel}: {formatter(state, exception)}"];
    }
}
