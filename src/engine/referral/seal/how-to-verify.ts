import { ProfferError } from '../../../shared/domain/errors.ts';
import { howToVerifyEnglish } from './how-to-verify-en.ts';

/** What a template may name as `{{word}}`. */
export interface HowToVerifyFacts {
  /** Name of the top folder; the ZIP is called the same with `.zip`. */
  bagName: string;
  /** How the signer is named in `seal/allowed_signers`. */
  identity: string;
  /** `SHA256:…` of the signing key. */
  fingerprint: string;
  namespace: string;
}

/** One template a language; a further language is one more file and one more line here. */
const templates: Record<string, string> = { en: howToVerifyEnglish };

const howToVerifyLanguages: readonly string[] = Object.keys(templates);

/**
 * The text of `how-to-verify.txt` in a language (BCP 47; `en-US` is served by `en`): commands a stranger can run
 * with tools that come with the system. Fails with `invalid-input` for a language without template.
 */
export function howToVerify(language: string, facts: HowToVerifyFacts): string {
  const template = templates[language] ?? templates[language.split('-')[0]!.toLowerCase()];
  if (template === undefined) {
    throw new ProfferError('invalid-input', 'There are no instructions for verifying in this language.', {
      language,
      available: howToVerifyLanguages,
    });
  }
  return template.replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = (facts as unknown as Record<string, string | undefined>)[word];
    if (value === undefined) throw new Error(`the template asks for an unknown fact: ${word}`);
    return value;
  });
}
