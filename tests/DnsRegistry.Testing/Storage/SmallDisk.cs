using System.ComponentModel;
using System.Diagnostics;

namespace DnsRegistry.Testing.Storage;

/// <summary>A disk of a few MiB that can be filled: a tmpfs, which takes root and a system that permits mounting.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _mountPoint;

    private SmallDisk(string mountPoint)
    {
        _mountPoint = mountPoint;
    }

    /// <summary>A folder on the disk, which is not made yet.</summary>
    public string Folder => Path.Combine(_mountPoint, "data");

    private string Ballast => Path.Combine(_mountPoint, "ballast");

    /// <summary>A new disk of this size; null where none can be had.</summary>
    public static SmallDisk? TryMount(int mebibytes)
    {
        string mountPoint = Directory.CreateTempSubdirectory("dnsregistry-disk-").FullName;
        if (TryRun("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "none", mountPoint))
            return new SmallDisk(mountPoint);

        Directory.Delete(mountPoint);
        return null;
    }

    /// <summary>Leaves about this many octets free.</summary>
    public void FillUp(int leaveFree)
    {
        using FileStream file = File.Create(Ballast, bufferSize: 1);
        byte[] block = new byte[4096];
        long octets = new DriveInfo(_mountPoint).AvailableFreeSpace - leaveFree;
        for (; octets > 0; octets -= block.Length)
            file.Write(block);
    }

    /// <summary>Takes away what fills it.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    /// <inheritdoc/>
    public void Dispose()
    {
        TryRun("umount", _mountPoint);
        Directory.Delete(_mountPoint);
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
