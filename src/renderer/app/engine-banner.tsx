import { Notice } from '../ui/notice.tsx';
import { useStore } from '../ui/store.ts';
import { engineState } from './engine-state.ts';

/** Tells when the engine is gone or being brought back. */
export function EngineBanner() {
  const state = useStore(engineState);
  if (state.status === 'ready' || state.status === 'starting') return null;
  return (
    <div className="engine-banner">
      <Notice
        tone="bad"
        title={
          state.status === 'lost' ? 'The engine stopped; it is being started again' : 'The engine is stopped'
        }
      >
        {state.reason && <p>{state.reason}</p>}
        <p>
          What was reported as saved is safe.{' '}
          {state.status === 'lost'
            ? 'You will be asked for the passphrase again.'
            : 'Close Proffer and open it again to go on.'}
        </p>
      </Notice>
    </div>
  );
}
