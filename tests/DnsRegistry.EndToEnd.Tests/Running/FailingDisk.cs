namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>
/// A disk that becomes read-only under the process that uses it, as ext4 makes one when it meets an error: files that are open
/// for writing stay open, and every write to them fails with EROFS. It is a file, mounted through a loop device, which takes root.
/// A remount alone does not do: the kernel refuses that while anything is open for writing.
/// </summary>
internal sealed class FailingDisk : IDisposable
{
    private readonly string _image;
    private readonly string _mountPoint;
    private bool _isMounted;

    private FailingDisk(string folder)
    {
        _image = Path.Combine(folder, "disk");
        _mountPoint = Path.Combine(folder, "mounted");
    }

    /// <summary>A folder on the disk, which is not made yet.</summary>
    public string Folder => Path.Combine(_mountPoint, "data");

    /// <summary>A new disk; null where none can be had.</summary>
    public static async Task<FailingDisk?> TryMakeAsync(string folder)
    {
        if (!Shell.Has("mkfs.ext4") || !Shell.Has("findmnt"))
            return null;

        var disk = new FailingDisk(folder);
        Directory.CreateDirectory(disk._mountPoint);
        using (FileStream image = File.Create(disk._image))
            image.SetLength(32 * 1024 * 1024);
        await RunAsync("mkfs.ext4", "-q", "-F", disk._image);
        if (await disk.TryMountAsync() && File.Exists(await disk.TriggerAsync()))
            return disk;

        disk.Dispose();
        return null;
    }

    /// <summary>Meets an error: from now on nothing can be written.</summary>
    public async Task FailAsync() => await File.WriteAllTextAsync(await TriggerAsync(), "a test", TestContext.Current.CancellationToken);

    /// <summary>Checks and mounts it again, as a machine does that is started again. Nobody may use it.</summary>
    /// <param name="isReadOnly">Whether it stays read-only.</param>
    public async Task MountAgainAsync(bool isReadOnly)
    {
        await RunAsync("umount", _mountPoint);
        _isMounted = false;

        // Exit code 1: what was wrong has been put right (fsck(8)); the error was noted, and no more.
        Assert.InRange((await Shell.RunAsync("fsck.ext4", "-p", _image)).ExitCode, 0, 1);
        Assert.True(await TryMountAsync(isReadOnly ? "ro" : "rw"));
    }

    public void Dispose()
    {
        if (!_isMounted)
            return;

        using var unmount = System.Diagnostics.Process.Start("umount", _mountPoint);
        unmount.WaitForExit();
    }

    private static async Task RunAsync(string program, params string[] arguments) =>
        Assert.Equal(0, (await Shell.RunAsync(program, arguments)).ExitCode);

    private async Task<bool> TryMountAsync(string mode = "rw") =>
        _isMounted = (await Shell.RunAsync("mount", "-o", $"loop,errors=remount-ro,{mode}", _image, _mountPoint)).ExitCode == 0;

    /// <summary>What is written to makes the file system believe that it has met an error.</summary>
    private async Task<string> TriggerAsync()
    {
        string device = (await Shell.RunAsync("findmnt", "-no", "SOURCE", _mountPoint)).Output.Trim();
        return $"/sys/fs/ext4/{Path.GetFileName(device)}/trigger_fs_error";
    }
}
