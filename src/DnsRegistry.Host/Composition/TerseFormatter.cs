using System.Globalization;
using DnsRegistry.Registry.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DnsRegistry.Host.Composition;

/// <summary>
/// One line for one message: the level in the form that journald understands when it listens (sd-daemon(3)), else the
/// time and a word; then the message. Fields and categories are for machines, and this is read by people.
/// </summary>
internal sealed class TerseFormatter() : ConsoleFormatter(FormatterName)
{
    /// <summary>The name by which the console logger finds it.</summary>
    public const string FormatterName = "terse";

    private readonly bool _isForJournal = Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null;

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        (int priority, string word) = logEntry.LogLevel switch
        {
            LogLevel.Trace or LogLevel.Debug => (7, "debug"),
            LogLevel.Information => (6, "info"),
            LogLevel.Warning => (4, "warning"),
            LogLevel.Error => (3, "error"),
            _ => (2, "fatal"),
        };
        textWriter.Write(_isForJournal
            ? $"<{priority}>"
            : string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {word,-7} "));
        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception));

        // What the store says is meant for the operator; anything else is a fault of the program, and wants its stack.
        if (logEntry.Exception is StoreException reason)
            textWriter.Write($": {reason.Message}");
        else if (logEntry.Exception is not null)
            textWriter.Write($"\n{logEntry.Exception}");
        textWriter.Write('\n');
    }
}
