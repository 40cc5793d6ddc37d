import { maskedNotice } from '../../shared/domain/identifiers/secrets/index.ts';
import { transport } from './client.ts';
import { jobs } from './jobs.ts';
import { queryClient } from './queries.ts';
import { dropCaseData, refreshSession } from './session.ts';
import { toast } from './toasts.tsx';

/** Answers that no change in a case can alter. */
const still = new Set([
  'referral.agencies',
  'evidence.text',
  'engine.ping',
  'vault.inspect',
  'entity.preview',
]);
const pause = 150;

/** What the engine says unasked: views ask again for what they show, at most a few times a second. */
export function connectEvents(): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const refresh = () => {
    timer = null;
    void queryClient.invalidateQueries({ predicate: (query) => !still.has(String(query.queryKey[0])) });
  };
  transport.listen((event) => {
    switch (event.event) {
      case 'changed':
        if (timer === null) timer = setTimeout(refresh, pause);
        break;
      case 'job':
        jobs.take(event.job);
        break;
      case 'masked':
        toast(maskedNotice(event.maskings), 'warn');
        break;
      case 'vault':
        if (event.state === 'unlocked') void refreshSession();
        else dropCaseData(event.reason);
        break;
    }
  });
}
