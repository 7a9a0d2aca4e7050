using System.Threading.Channels;

namespace DnsRegistry.Registry.Commands;

/// <summary>The commands that wait for the writer, in order, and the room that they may take.</summary>
/// <param name="room">Changes that may wait.</param>
internal sealed class CommandQueue(int room)
{
    private readonly Channel<RegistryCommand> _commands = Channel.CreateUnbounded<RegistryCommand>(
        new UnboundedChannelOptions { SingleReader = true });

    private int _waiting;
    private volatile Gathering? _gathering;
    private volatile bool _isComplete;

    /// <summary>Changes that wait, or are being made durable.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes room for a command. What would never fit gets it when nothing waits.</summary>
    /// <returns><see langword="false"/> when too much waits already.</returns>
    internal bool TryCharge(RegistryCommand command)
    {
        int weight = command.Weight;
        int waiting = Interlocked.Add(ref _waiting, weight);
        command.Charge = weight;
        if (weight == 0 || waiting <= room || waiting == weight)
            return true;

        Interlocked.Add(ref _waiting, -weight);
        return false;
    }

    /// <summary>Adds a command. What the registry asks of itself comes here at once: it needs no room.</summary>
    /// <returns><see langword="false"/> when no further command is taken at all; its room is free again.</returns>
    internal bool TryAdd(RegistryCommand command)
    {
        if (_commands.Writer.TryWrite(command))
        {
            if (_gathering is { } gathering && Waiting >= gathering.Crowd)
                gathering.TrySetResult();
            return true;
        }

        Interlocked.Add(ref _waiting, -command.Charge);
        return false;
    }

    /// <summary>Takes no further command; those that wait can still be taken out.</summary>
    internal void Complete()
    {
        _commands.Writer.TryComplete();
        _isComplete = true;
        EndGathering();
    }

    /// <summary>Waits for a command.</summary>
    /// <returns><see langword="false"/> when none will come any more.</returns>
    internal ValueTask<bool> WaitAsync() => _commands.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Waits until so many changes wait, or <see cref="EndGathering"/>.</summary>
    internal Task GatherAsync(int crowd)
    {
        var gathering = new Gathering(crowd);
        _gathering = gathering;

        // Those that came before anybody could see it wait.
        if (Waiting >= crowd || _isComplete)
            gathering.TrySetResult();
        return gathering.Task;
    }

    /// <summary>What has gathered is enough.</summary>
    internal void EndGathering() => _gathering?.TrySetResult();

    /// <summary>Takes out what waits, so much at most. It goes on taking room until <see cref="MakeRoom"/>.</summary>
    internal void TakeInto(List<RegistryCommand> batch, int most)
    {
        while (batch.Count < most && _commands.Reader.TryRead(out RegistryCommand? command))
            batch.Add(command);
    }

    /// <summary>
    /// These commands are done. Whoever is answered may ask for the next change at once, so there has to be room for it before.
    /// </summary>
    internal void MakeRoom(List<RegistryCommand> batch)
    {
        int done = 0;
        foreach (RegistryCommand command in batch)
            done += command.Charge;
        Interlocked.Add(ref _waiting, -done);
    }

    private sealed class Gathering(int crowd) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        /// <summary>Changes that are enough.</summary>
        internal int Crowd => crowd;
    }
}
