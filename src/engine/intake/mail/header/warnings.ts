import { parse } from 'tldts';
import { defangEmail } from '../../../../shared/domain/identifiers/refang.ts';
import { findHiddenCharacters, mixedScriptWarning } from '../../../../shared/domain/text-safety.ts';
import type { MailLink } from '../body/links.ts';
import type { MailWarning } from '../parsed-mail.ts';
import type { Mailbox } from './addresses.ts';
import type { AuthenticationFact } from './authentication.ts';
import type { MailDate } from './mail-date.ts';
import type { Hop } from './received.ts';

export interface WarningFacts {
  addresses: { field: string; mailboxes: Mailbox[] }[];
  subject: string;
  date: MailDate | null;
  hops: Hop[];
  authentication: AuthenticationFact[];
  links: MailLink[];
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
/** The registrable domain: hosts of one house count as one. */
const siteOf = (address: string): string => {
  const domain = domainOf(address);
  return parse(domain, { validateHostname: false }).domain ?? domain;
};
const shown = (address: string): string => (address.includes('@') ? defangEmail(address) : address);
const addressInside = /[\p{L}\p{N}._%+-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}/u;
/** Seconds a sender's clock may run ahead of the first server. */
const clockAhead = 3600;
const most = 50;

/** What a person should know before they believe the header. */
export function mailWarnings(facts: WarningFacts): MailWarning[] {
  const list: MailWarning[] = [];
  const add = (code: MailWarning['code'], message: string) => {
    if (list.length < most && !list.some((one) => one.message === message)) list.push({ code, message });
  };
  const of = (field: string) =>
    facts.addresses
      .find((one) => one.field.toLowerCase() === field)
      ?.mailboxes.filter((one) => one.address !== '') ?? [];
  const from = of('from');
  const sender = from[0];
  if (!sender) add('no-sender', 'It has no readable From address.');
  if (from.length > 1) add('many-senders', `From names ${from.length} addresses.`);
  if (sender) {
    const elsewhere = (field: string) =>
      of(field).find((one) => siteOf(one.address) !== siteOf(sender.address));
    const reply = elsewhere('reply-to');
    const returned = elsewhere('return-path');
    const sent = elsewhere('sender');
    if (reply)
      add(
        'reply-to-differs',
        `Answers go to ${shown(reply.address)}, another domain than ${shown(sender.address)}.`,
      );
    if (returned)
      add(
        'return-path-differs',
        `The envelope came from ${shown(returned.address)}, the header says ${shown(sender.address)}.`,
      );
    if (sent) add('sender-differs', `Sender is ${shown(sent.address)}, From is ${shown(sender.address)}.`);
  }
  for (const { field, mailboxes } of facts.addresses) {
    for (const { name, address } of mailboxes.slice(0, 50)) {
      const inside = addressInside.exec(name)?.[0];
      if (inside && inside.toLowerCase() !== address.toLowerCase())
        add(
          'name-shows-address',
          `The name in ${field} shows ${shown(inside)}, the address is ${address === '' ? 'missing' : shown(address)}.`,
        );
      textWarnings(`The name in ${field}`, name, add);
      textWarnings(`An address in ${field}`, address, add);
    }
  }
  textWarnings('The subject', facts.subject, add);
  dateWarnings(facts, add);
  for (const { method, result, statedBy, field } of facts.authentication) {
    if (['fail', 'softfail', 'permerror', 'hardfail'].includes(result))
      add('authentication-failed', `${method.toUpperCase()} ${result}, as stated by ${statedBy || field}.`);
  }
  const odd = facts.links.filter((link) => link.problems.length > 0);
  for (const link of odd.slice(0, 10))
    add('link-differs', `${link.shown.slice(0, 200)}: ${link.problems.join(' ')}`);
  return list;
}

function textWarnings(
  what: string,
  text: string,
  add: (code: MailWarning['code'], message: string) => void,
): void {
  const hidden = findHiddenCharacters(text);
  if (hidden.length > 0) {
    const kinds = [...new Set(hidden.map((one) => one.name))].slice(0, 5).join(', ');
    add(
      'hidden-characters',
      `${what} holds ${hidden.length} characters that do not show or turn the reading direction (${kinds}).`,
    );
  }
  const scripts = mixedScriptWarning(text);
  if (scripts) add('look-alike', `${what}: ${scripts}`);
}

function dateWarnings(
  { date, hops }: WarningFacts,
  add: (code: MailWarning['code'], message: string) => void,
): void {
  if (!date) add('date', 'It has no Date.');
  for (const problem of date?.problems ?? []) add('date', `Date: ${problem}`);
  const first = hops.at(-1)?.date?.at;
  if (date?.at && first) {
    const ahead = (Date.parse(date.at) - Date.parse(first)) / 1000;
    if (ahead > clockAhead)
      add('clock', `Date is ${Math.round(ahead / 60)} minutes later than the first host received it.`);
  }
  for (const hop of hops)
    if ((hop.delaySeconds ?? 0) < -60) add('clock', `Hop ${hop.position}: ${hop.problems.at(-1)}`);
}
