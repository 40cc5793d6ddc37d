import { mailStep } from '../mail/reading/mail-step.ts';
import { observablesStep } from '../observables/observables-step.ts';
import { proposalsStep } from '../proposals/proposals-step.ts';
import { textStep } from '../text/text-step.ts';
import type { ReadingStep } from './reading-step.ts';

/** What is done with each piece of evidence, in this order: mail, text and metadata, observables, proposals. */
export const readingSteps: readonly ReadingStep[] = [mailStep, textStep, observablesStep, proposalsStep];
