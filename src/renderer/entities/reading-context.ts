import { bankSchemes } from '../../shared/domain/identifiers/bank-schemes.ts';
import { chains } from '../../shared/domain/identifiers/chains.ts';
import { deviceNumberings } from '../../shared/domain/identifiers/device.ts';
import { remoteTools } from '../../shared/domain/identifiers/remote-access.ts';
import { socialPlatforms } from '../../shared/domain/identifiers/social-account.ts';
import type { EntityKind } from '../../shared/domain/kinds.ts';
import { type Choice, choicesOf, countryChoices } from '../fields/choices.ts';

export type ContextName = 'defaultCountry' | 'chain' | 'scheme' | 'platform' | 'tool' | 'numbering';
/** What the finder knows and the text does not say. */
export type ReadingContext = { [name in ContextName]?: string };

interface Asked {
  name: ContextName;
  label: string;
  choices: readonly Choice[];
}

const country = (label: string): Asked => ({ name: 'defaultCountry', label, choices: countryChoices });

/** Asked only for kinds whose text may leave it open. It is never guessed. */
export const contextOfKind: Partial<Record<EntityKind, readonly Asked[]>> = {
  phone: [country('Country to read a national number with')],
  'bank-account': [
    country('Country of the bank'),
    { name: 'scheme', label: 'Numbering scheme', choices: choicesOf(bankSchemes) },
  ],
  wallet: [{ name: 'chain', label: 'Chain it was seen on', choices: choicesOf(chains) }],
  'social-account': [{ name: 'platform', label: 'Platform', choices: choicesOf(socialPlatforms) }],
  'remote-access': [{ name: 'tool', label: 'Program', choices: choicesOf(remoteTools) }],
  device: [{ name: 'numbering', label: 'The number is', choices: choicesOf(deviceNumberings) }],
};

/** Only what the kind has a use for. */
export function usedContext(kind: EntityKind, context: ReadingContext): ReadingContext {
  const names = (contextOfKind[kind] ?? []).map((asked) => asked.name);
  return Object.fromEntries(
    names.flatMap((name) => (context[name] ? [[name, context[name]]] : [])),
  ) as ReadingContext;
}
