import { ProfferError } from './errors.ts';

/**
 * Runs what asks Intl about a language (BCP 47). @throws ProfferError `invalid-input` where Intl does not know the tag, and
 * says so by an exception.
 */
export function inLanguage<T>(locale: string, ask: () => T): T {
  try {
    return ask();
  } catch {
    throw new ProfferError('invalid-input', 'Not a language tag. Use one such as en-IN or de-DE.', {
      locale: locale.slice(0, 50),
    });
  }
}
