using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DnsRegistry.Api.InstanceOverrides;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Api.Settings;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Api.Export;

/// <summary>
/// Writes a registry as newline-delimited JSON, one thing a line, each with its <c>kind</c>. Counters, times and tokens are
/// not there: what an import makes of the lines has its own.
/// </summary>
/// <param name="output">Where the lines go.</param>
public sealed class ExportLine(IBufferWriter<byte> output) : IDisposable
{
    /// <summary>The format of the lines. It grows when an older import could not read them.</summary>
    public const int Format = 1;

    private readonly Utf8JsonWriter _writer = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private int _settings;
    private int _overrides;
    private int _registrations;

    /// <summary>Things written so far.</summary>
    public int Count => _settings + _overrides + _registrations;

    /// <summary>The first line: what this is.</summary>
    /// <param name="revision">The revision that the lines hold at least.</param>
    public void WriteHead(long revision)
    {
        Begin("export"u8);
        _writer.WriteNumber("format"u8, Format);
        _writer.WriteNumber("revision"u8, revision);
        End();
    }

    /// <summary>The settings of a service, as they can be PUT.</summary>
    public void Write(StoredSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings++;
        Begin("settings"u8);
        _writer.WriteString("service"u8, settings.Service);
        _writer.WritePropertyName("settings"u8);
        SettingsJson.Write(_writer, settings.Settings);
        End();
    }

    /// <summary>The override of an instance, as it can be PUT.</summary>
    public void Write(StoredOverride stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        _overrides++;
        Begin("override"u8);
        _writer.WriteString("service"u8, stored.Key.Service);
        _writer.WriteString("id"u8, stored.Key.Id);
        _writer.WritePropertyName("override"u8);
        OverrideJson.Write(_writer, stored.Override);
        End();
    }

    /// <summary>A registration, which but for its kind is an item of a bulk registration.</summary>
    public void Write(Registration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        _registrations++;
        Begin("registration"u8);
        InstanceJson.WriteRegistration(_writer, registration);
        End();
    }

    /// <summary>The last line: how much there was. Without it an export was cut short.</summary>
    public void WriteEnd()
    {
        Begin("end"u8);
        _writer.WriteNumber("settings"u8, _settings);
        _writer.WriteNumber("overrides"u8, _overrides);
        _writer.WriteNumber("registrations"u8, _registrations);
        End();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void Begin(ReadOnlySpan<byte> kind)
    {
        _writer.WriteStartObject();
        _writer.WriteString("kind"u8, kind);
    }

    private void End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        output.Write("\n"u8);
    }
}
