import { countryName } from './choices.ts';

/** For whom a text on jurisdiction is, in words: a country's name, an agency's id, or that nobody said. */
export const nexusRecipient = (recipient: string): string => {
  if (recipient === '') return 'an agency not named yet';
  return recipient.includes('-') ? recipient : countryName(recipient);
};
