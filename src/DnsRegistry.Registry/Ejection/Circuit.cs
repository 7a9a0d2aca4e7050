namespace DnsRegistry.Registry.Ejection;

/// <summary>
/// The circuit breaker of one instance. No clock, no lock, no registry: it is told what happened when, and says what ought
/// to follow.
/// </summary>
internal sealed class Circuit
{
    /// <summary>Successes that end a trial.</summary>
    internal const int TrialSuccesses = 3;

    private readonly ReportWindow _window = new();
    private readonly ReporterList _reporters = new();
    private long _streakBeganAt;
    private long _failedAt;
    private long _closedAt;
    private long _trialEndsAt;
    private long _reportedAt;
    private int _trialSuccesses;
    private int? _endedTrial;
    private int? _endsTrial;

    /// <summary>What it does.</summary>
    internal CircuitState State { get; private set; }

    /// <summary>When the ejection ends.</summary>
    internal long EndsAtMilliseconds { get; private set; }

    /// <summary>Ejections in a row.</summary>
    internal int Ejections { get; private set; }

    /// <summary>Failures since the last success.</summary>
    internal int FailuresInARow { get; private set; }

    /// <summary>Takes a report.</summary>
    /// <returns>Whether the instance ought to be ejected; then comes <see cref="Eject"/>, or nothing where that may not be.</returns>
    internal bool Report(OutcomeReport report, EjectionPolicy policy, long now)
    {
        _reportedAt = now;
        long window = 1000L * policy.WindowSeconds;
        if (State == CircuitState.Ejected)
            return false; // callers that still have an old answer: what they see is known already

        if (State == CircuitState.Trial && now >= _trialEndsAt)
            Close(now);
        _window.Add(report.IsFailure, report.Count, now, window);
        if (!report.IsFailure)
        {
            Succeed(report.Count, now);
            return false;
        }

        Fail(report, now, window);
        return policy.IsEnabled && (State == CircuitState.Trial ? FailsTrial(report, policy) : FailsTooOften(policy, now, window));
    }

    /// <summary>It is out from now on.</summary>
    internal void Eject(EjectionPolicy policy, long now)
    {
        Ejections = EjectionsAt(policy, now) + 1;
        EndsAtMilliseconds = now + policy.MillisecondsOf(Ejections);
        _endedTrial = State == CircuitState.Trial ? _endsTrial : null;
        State = CircuitState.Ejected;
        Forget();
    }

    /// <summary>It is back, on trial.</summary>
    internal void Readmit(EjectionPolicy policy, long now)
    {
        State = CircuitState.Trial;
        _trialEndsAt = now + (1000L * policy.WindowSeconds);
        _trialSuccesses = 0;
    }

    /// <summary>Ejections in a row that still count: one is forgotten for each longest ejection that it has behaved.</summary>
    internal int EjectionsAt(EjectionPolicy policy, long now)
    {
        long behavedSince = State switch
        {
            CircuitState.Closed => _closedAt,
            CircuitState.Trial => Math.Min(_trialEndsAt, now),
            _ => now,
        };
        return (int)Math.Max(0, Ejections - ((now - behavedSince) / (1000L * policy.MaxSeconds)));
    }

    /// <summary>Whether nothing is left that is worth remembering.</summary>
    internal bool IsIdle(EjectionPolicy policy, long now) =>
        State != CircuitState.Ejected && now - _reportedAt > 1000L * policy.WindowSeconds && EjectionsAt(policy, now) == 0;

    /// <summary>How it stands.</summary>
    internal EjectionView View(EjectionPolicy policy, long now)
    {
        bool isTrialOver = State == CircuitState.Trial && now >= _trialEndsAt;
        bool isStreakOver = now - _failedAt > 1000L * policy.WindowSeconds;
        return new EjectionView(
            isTrialOver ? CircuitState.Closed : State,
            EndsAtMilliseconds,
            EjectionsAt(policy, now),
            isStreakOver ? 0 : FailuresInARow,
            _reporters.CountSince(now - (1000L * policy.WindowSeconds)));
    }

    private void Close(long now)
    {
        State = CircuitState.Closed;
        _closedAt = Math.Min(now, _trialEndsAt);
        _endedTrial = null;
    }

    private void Succeed(int count, long now)
    {
        FailuresInARow = 0;
        _trialSuccesses += count;
        if (State == CircuitState.Trial && _trialSuccesses >= TrialSuccesses)
            Close(now);
    }

    private void Fail(OutcomeReport report, long now, long window)
    {
        // Callers that report nothing but failures must not add up the few of a whole day.
        if (FailuresInARow == 0 || now - _failedAt > window)
            (FailuresInARow, _streakBeganAt) = (0, now);
        FailuresInARow = (int)Math.Min((long)FailuresInARow + report.Count, int.MaxValue);
        _failedAt = now;
        _reporters.Note(report.Reporter, now);
    }

    /// <summary>
    /// One failure is enough, from whomever; but the caller that alone ended the last trial does not end the next one too. It
    /// may be the one that is out of order.
    /// </summary>
    private bool FailsTrial(OutcomeReport report, EjectionPolicy policy)
    {
        int reporter = report.Reporter.GetHashCode(StringComparison.Ordinal);
        if (policy.Reporters > 1 && reporter == _endedTrial)
            return false;

        _endsTrial = reporter;
        return true;
    }

    private bool FailsTooOften(EjectionPolicy policy, long now, long window)
    {
        bool isStreak = policy.ConsecutiveFailures > 0
            && FailuresInARow >= policy.ConsecutiveFailures
            && _reporters.CountSince(_streakBeganAt) >= policy.Reporters;
        return isStreak
            || (policy.FailureShare > 0
                && _window.Reports >= policy.LeastReports
                && _window.Failures >= policy.FailureShare * _window.Reports
                && _reporters.CountSince(now - window) >= policy.Reporters);
    }

    private void Forget()
    {
        FailuresInARow = 0;
        _window.Clear();
        _reporters.Clear();
    }
}
