import type { phones } from './facts.ts';

/** The script's key of each number of the facts. */
export const phoneKeys: Record<keyof typeof phones, string> = {
  tollFreeUs: 'phone-us-toll-free',
  callbackUs: 'phone-us-call-back',
  freephoneGb: 'phone-gb-freephone',
  londonGb: 'phone-gb-london',
  freephoneAu: 'phone-au-freephone',
  cologneDe: 'phone-de-cologne',
  callbackEs: 'phone-es-call-back',
  premisesIn: 'phone-in-premises',
  handlerOne: 'phone-in-handler-1',
  handlerTwo: 'phone-in-handler-2',
};
