import type { LossMethod } from '../../../src/shared/domain/kinds.ts';
import type { ScriptFields, ScriptTime } from '../../case-script.ts';
import type { phones } from '../facts.ts';

/** One payment of one victim. Amounts are decimal text; `to` is the key of an entity of the script. */
export interface Payment {
  amount: string;
  method: LossMethod;
  to: string | null;
  from: string | null;
  when: ScriptTime;
  recovered: string;
  reference: string;
  evidence: string[];
}

export interface Victim {
  key: string;
  name: string;
  country: 'US' | 'GB' | 'AU' | 'CA' | 'DE' | 'ES';
  currency: 'USD' | 'GBP' | 'AUD' | 'CAD' | 'EUR';
  zone: string;
  language: string;
  fields: ScriptFields;
  /** Who the caller said to be. */
  pretext: 'nordhaven' | 'meridane';
  /** Local time of the first contact, ISO 8601 to the minute. */
  contact: string;
  how: 'pop-up' | 'call' | 'message';
  /** Number the victim rang or was rung from, a key of `phones`. */
  number: keyof typeof phones;
  /** Minutes from first contact to the remote session. */
  sessionAfter: number;
  complaint: string;
  complained: string;
  payments: Payment[];
}

type Person = Pick<
  Victim,
  'key' | 'name' | 'country' | 'currency' | 'zone' | 'language' | 'pretext' | 'contact' | 'how' | 'number'
> & { sessionAfter?: number; complaint: string; complained: string; fields: ScriptFields };

/** A victim with the payments, each told in the zone of the victim and resting on the complaint. */
export const victim = (
  person: Person,
  payments: (Omit<Payment, 'when' | 'evidence' | 'from'> & {
    at: string;
    from?: string;
    evidence?: string[];
  })[],
): Victim => ({
  ...person,
  sessionAfter: person.sessionAfter ?? 12,
  payments: payments.map(({ at, evidence, from, ...payment }) => ({
    ...payment,
    from: from ?? null,
    when: { text: at, zone: person.zone },
    evidence: [person.complaint, 'payments/payments.csv', ...(evidence ?? [])],
  })),
});
