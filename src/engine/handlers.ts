import type { Method } from '../shared/contract/index.ts';
import { caseHandlers } from './cases/case-handlers.ts';
import type { Engine } from './engine.ts';
import { disclosureHandlers } from './entities/disclosure-handlers.ts';
import { duplicateHandlers } from './entities/duplicates/duplicate-handlers.ts';
import { entityHandlers } from './entities/entity-handlers.ts';
import { linkHandlers } from './entities/link-handlers.ts';
import { mergeHandlers } from './entities/merge-handlers.ts';
import { eventHandlers } from './events/event-handlers.ts';
import { evidenceHandlers } from './evidence/evidence-handlers.ts';
import { importHandlers } from './intake/imports/import-handlers.ts';
import { intelHandlers } from './intake/intel/intel-handlers.ts';
import { mailHandlers } from './intake/mail/mail-handlers.ts';
import { observableHandlers } from './intake/observables/observable-handlers.ts';
import { ownContactHandlers } from './intake/observables/own-contact-handlers.ts';
import { proposalHandlers } from './intake/proposals/proposal-handlers.ts';
import { readingHandlers } from './intake/reading/reading-handlers.ts';
import { tableHandlers } from './intake/tables/table-handlers.ts';
import { pictureHandlers } from './intake/text/picture-handlers.ts';
import { textHandlers } from './intake/text/text-handlers.ts';
import { logHandlers } from './log/log-handlers.ts';
import { lossHandlers } from './losses/loss-handlers.ts';
import { paymentHandlers } from './payments/payment-handlers.ts';
import { referralHandlers } from './referral/referral-handlers.ts';
import type { Handlers } from './rpc/handler.ts';
import { jobHandlers } from './rpc/job-handlers.ts';
import { matchHandlers } from './search/match-handlers.ts';
import { searchHandlers } from './search/search-handlers.ts';
import { vaultHandlers } from './vault/vault-handlers.ts';
import { verifyHandlers } from './verify/verify-handlers.ts';

/** Every call of the contract and who answers it: the compiler holds the list complete. */
export const allHandlers = (engine: Engine): Handlers<Method> => ({
  ...vaultHandlers(engine),
  ...caseHandlers,
  ...evidenceHandlers,
  ...readingHandlers(engine),
  ...textHandlers,
  ...pictureHandlers(engine),
  ...importHandlers,
  ...tableHandlers,
  ...observableHandlers(engine),
  ...ownContactHandlers,
  ...proposalHandlers,
  ...entityHandlers,
  ...linkHandlers,
  ...mergeHandlers,
  ...duplicateHandlers,
  ...disclosureHandlers,
  ...eventHandlers,
  ...lossHandlers,
  ...paymentHandlers,
  ...mailHandlers,
  ...intelHandlers,
  ...logHandlers,
  ...searchHandlers,
  ...matchHandlers,
  ...referralHandlers(engine),
  ...verifyHandlers,
  ...jobHandlers(engine),
});

/** Jobs that run without an open vault and outlive a lock. */
export const vaultlessCalls: ReadonlySet<Method> = new Set<Method>(['vault.restore', 'verify.package']);
