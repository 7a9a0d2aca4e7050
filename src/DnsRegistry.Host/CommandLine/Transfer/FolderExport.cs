using System.Buffers;
using DnsRegistry.Api.Export;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Salvage;

namespace DnsRegistry.Host.CommandLine.Transfer;

/// <summary>Writes what can be read of the data folder of a stopped server.</summary>
internal static class FolderExport
{
    private const int OctetsAtOnce = 1024 * 1024;

    /// <summary>Writes it, and says what is missing.</summary>
    /// <returns>The exit code: 1 when anything is missing.</returns>
    public static async Task<int> WriteAsync(string folder, Stream output, TextWriter error)
    {
        var content = new FolderContent();
        SalvageReport report;
        try
        {
            report = SalvagedStore.Read(folder, content);
        }
        catch (StoreException exception)
        {
            await error.WriteLineAsync($"dnsregistry: {exception.Message}");
            return ExitCode.Failed;
        }

        var buffer = new ArrayBufferWriter<byte>(OctetsAtOnce);
        using var lines = new ExportLine(buffer);
        lines.WriteHead(report.Revision);
        foreach (Action write in content.Lines(lines))
        {
            write();
            if (buffer.WrittenCount < OctetsAtOnce)
                continue;

            await output.WriteAsync(buffer.WrittenMemory);
            buffer.ResetWrittenCount();
        }

        lines.WriteEnd();
        await output.WriteAsync(buffer.WrittenMemory);
        if (report.IsWhole)
            return ExitCode.Good;

        string expected = report.Expected is int count ? $"{count}" : "an unknown number of";
        await error.WriteLineAsync(
            $"dnsregistry: '{folder}' is damaged: {report.Found} of {expected} things could be read, "
            + $"{report.LostBatches} pieces of the database could not; what was read is exported");
        return ExitCode.Failed;
    }
}
