import { readFileSync } from 'node:fs';
import { mark } from '../facts.ts';
import { type Attachment, type Message, mailDate } from '../mail.ts';
import { victimOf } from '../victims.ts';

/** Where victims and partners write to. */
export const abuseDesk = { name: 'Nordhaven Abuse Desk', address: 'abuse@nordhaven.example' };
export const customerCare = { name: 'Meridane Customer Care', address: 'care@meridane.example' };

/** A picture of the case as an attachment; `folder` is where it was drawn. */
export const picture = (folder: string, path: string, name: string): Attachment => ({
  name,
  type: path.endsWith('.jpg') ? 'image/jpeg' : 'image/png',
  content: readFileSync(`${folder}/${path}`),
});

/** Two hops: the sender's provider in the sender's zone, the company's exchanger in UTC. */
export function route(from: string, iso: string, exchanger: string): Message['hops'] {
  const domain = from.split('@')[1] ?? '';
  const utc = `${new Date(Date.parse(iso)).toISOString().slice(0, 19)}+00:00`;
  return [
    { from: `out3.mail.${domain}`, ip: '198.51.100.140', by: exchanger, date: mailDate(utc, 6) },
    { from: `home.${domain}`, ip: '203.0.113.200', by: `out3.mail.${domain}`, date: mailDate(iso, 2) },
  ];
}

/** What tells one letter from another. */
export type Letter = Pick<Message, 'subject' | 'text'> &
  Partial<Pick<Message, 'html' | 'charset' | 'encoding' | 'attachments'>>;

/** The complaint of a victim, from the victim's own address on the day it was made. */
export function complaint(key: string, letter: Letter, to = abuseDesk): Message {
  const { name, fields, complained } = victimOf(key);
  const address = fields.email ?? '';
  const exchanger = `mx1.${to.address.split('@')[1]}`;
  return {
    from: { name: name.replaceAll('“', '"').replaceAll('”', '"'), address },
    to,
    date: mailDate(complained),
    hops: route(address, complained, exchanger),
    authentication: 'pass',
    ...letter,
    text: `${letter.text}\n\n-- \n${letter.charset === 'iso-8859-1' ? mark.replace('–', '-') : mark}\n`,
  };
}

/** The same beside the path it has in the case. */
export const complaintFile = (key: string, letter: Letter): [path: string, message: Message] => [
  victimOf(key).complaint,
  complaint(key, letter),
];
