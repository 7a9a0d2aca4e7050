using System.ComponentModel;
using System.Diagnostics;

namespace DnsRegistry.Storage.LiteDb.Tests;

/// <summary>A disk of a few MiB that can be filled: a tmpfs, which takes root and a system that permits mounting.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _mountPoint;

    private SmallDisk(TemporaryFolder mountPoint)
    {
        _mountPoint = mountPoint;
    }

    public string Folder => Path.Combine(_mountPoint.Path, "data");

    private string Ballast => Path.Combine(_mountPoint.Path, "ballast");

    public static SmallDisk? TryMount(int mebibytes)
    {
        var folder = new TemporaryFolder();
        if (TryRun("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "none", folder.Path))
            return new SmallDisk(folder);

        folder.Dispose();
        return null;
    }

    /// <summary>Leaves about this many octets free.</summary>
    public void FillUp(int leaveFree)
    {
        using FileStream file = File.Create(Ballast, bufferSize: 1);
        byte[] block = new byte[4096];
        long octets = new DriveInfo(_mountPoint.Path).AvailableFreeSpace - leaveFree;
        for (; octets > 0; octets -= block.Length)
            file.Write(block);
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        TryRun("umount", _mountPoint.Path);
        _mountPoint.Dispose();
    }

    private static bool TryRun(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such program on this system
        }
    }
}
