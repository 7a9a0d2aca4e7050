namespace DnsRegistry.Registry.Commands;

/// <summary>The commands that wait for the writer, in order, and the room that they may take.</summary>
/// <param name="room">Changes that may wait.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandQueue(int room, TimeProvider time)
{
    /// <summary>Changes at which to wake the writer while it waits for nothing.</summary>
    private const int Never = int.MaxValue;

    private readonly object _gate = new();
    private readonly Queue<RegistryCommand> _commands = new();
    private long _lastChange;
    private int _waiting;
    private int _wakeAt = Never;
    private bool _isComplete;

    /// <summary>Changes that wait, or are being made durable.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>The time since the last change came; what the registry asks of itself is none.</summary>
    internal TimeSpan Quiet => time.GetElapsedTime(Volatile.Read(ref _lastChange));

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
        lock (_gate)
        {
            if (!_isComplete)
            {
                _commands.Enqueue(command);
                if (command.Charge > 0)
                    Volatile.Write(ref _lastChange, time.GetTimestamp());
                if (Waiting >= _wakeAt)
                    Wake();
                return true;
            }
        }

        Interlocked.Add(ref _waiting, -command.Charge);
        return false;
    }

    /// <summary>Takes no further command; those that wait can still be taken out.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Wake();
        }
    }

    /// <summary>Waits for a command.</summary>
    /// <returns><see langword="false"/> when none will come any more.</returns>
    internal bool Wait()
    {
        lock (_gate)
        {
            while (_commands.Count == 0 && !_isComplete)
            {
                _wakeAt = 0;
                Monitor.Wait(_gate);
            }

            return _commands.Count > 0;
        }
    }

    /// <summary>Waits until so many changes wait, for some time at most.</summary>
    /// <returns><see langword="false"/> when it is no use to wait for more: they are so many, or none will come any more.</returns>
    internal bool Gather(int crowd, int milliseconds)
    {
        lock (_gate)
        {
            if (Waiting < crowd && !_isComplete)
            {
                _wakeAt = crowd;
                Monitor.Wait(_gate, milliseconds);
                _wakeAt = Never;
            }

            return Waiting < crowd && !_isComplete;
        }
    }

    /// <summary>Takes out what waits, so much at most. It goes on taking room until <see cref="MakeRoom"/>.</summary>
    internal void TakeInto(List<RegistryCommand> batch, int most)
    {
        lock (_gate)
        {
            while (batch.Count < most && _commands.TryDequeue(out RegistryCommand? command))
                batch.Add(command);
        }
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

    private void Wake()
    {
        _wakeAt = Never;
        Monitor.Pulse(_gate);
    }
}
