/** What one large case arrives as: registers, events that name who took part, a mailbox, a folder of notes, a list of finds. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How much of each there is. */
export interface CaseSize {
  victims: number;
  things: number;
  events: number;
  messages: number;
  pieces: number;
  finds: number;
}

/** A case as desks have it every day; the large one is a multiple of it. */
export const caseSize = (times: number): CaseSize => ({
  victims: 2_000 * times,
  things: 8_000 * times,
  events: 100_000 * times,
  messages: 2_000 * times,
  pieces: 2_000 * times,
  finds: 20_000 * times,
});

const countries = ['US', 'GB', 'CA', 'AU', 'DE', 'IN'];
const methods = ['wire-transfer', 'gift-card', 'zelle', 'crypto'];
const firstDay = Date.UTC(2022, 0, 1);
const dayOf = (index: number): string =>
  new Date(firstDay + ((index * 7919) % 700) * 86_400_000).toISOString().slice(0, 10);

const victimMail = (index: number): string => `victim${index}@mail.example.com`;
const domainOf = (index: number): string => `login-${index}.brand${index % 300}.example.com`;

function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'wx');
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < 1 << 20) continue;
    writeSync(file, block);
    block = '';
  }
  writeSync(file, block);
  closeSync(file);
}

/** One in ten has the name and the town of another and another mailbox: those are laid before a person as possible duplicates. */
function* victims(count: number): Generator<string> {
  yield 'Reference,Name,Email,City,Country,Amount,Method,Date';
  for (let index = 0; index < count; index++) {
    const named = index % 10 === 9 ? index - 9 : index;
    const amount = ((index * 7919) % 900_000) / 100 + 1;
    yield `C-${index},Given${named} Family${named % 3571},${victimMail(index)},Town ${named % 400},${countries[named % 6]},${amount.toFixed(2)},${methods[index % 4]},${dayOf(index)}`;
  }
}

function* things(count: number): Generator<string> {
  yield 'Domain,First seen';
  for (let index = 0; index < count; index++) yield `${domainOf(index)},${dayOf(index)}`;
}

const deeds = ['Call taken', 'Page shown', 'Remote session', 'Payment asked for', 'Site answered'];

/** One in five names a domain it is about; a few domains stand in very many, most in some. */
function* events(count: number, domains: number): Generator<string> {
  yield 'When,What,Details,Domain';
  for (let index = 0; index < count; index++) {
    const which = ((index * 7919) % domains) % (index % 7 === 0 ? 100 : domains);
    const at = new Date(firstDay + index * 60_000).toISOString();
    yield `${at},${deeds[index % deeds.length]} on host-${index % 500},seen from 198.51.100.${index % 250} by desk ${index % 40} with note ${index},${index % 5 === 0 ? domainOf(which) : ''}`;
  }
}

/** Three to a conversation, each an account of what happened. */
function* messages(count: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    const date = new Date(firstDay + index * 60_000).toUTCString().replace('GMT', '+0000');
    const answer =
      index % 3 === 0
        ? ''
        : `In-Reply-To: <m${index - 1}@mail.example>\nReferences: <m${index - 1}@mail.example>\n`;
    yield `From ${victimMail(index)} Wed Jan  1 10:00:00 2025
Received: from relay.example (relay.example [192.0.2.${index % 250}]) by mx.example with ESMTPS id ${index}; ${date}
From: Given${index} Family${index % 3571} <${victimMail(index)}>
To: Complaints <complaints@desk.example>
Subject: Complaint ${Math.floor(index / 3)}: they took my savings
Date: ${date}
Message-ID: <m${index}@mail.example>
${answer}Content-Type: text/plain; charset=utf-8

I was called on ${dayOf(index)} by somebody who said he was from the bank. He told me to open
https://${domainOf(index)}/refund?c=${index} and I lost $${100 + (index % 900)}.00 by wire transfer.
Please help me, I am the victim of a scam.
`;
  }
}

function* finds(count: number): Generator<string> {
  for (let index = 0; index < count; index++)
    yield index % 3 === 2
      ? `198.${18 + (Math.floor(index / 65_536) % 2)}.${Math.floor(index / 256) % 256}.${index % 256}`
      : `hxxp://shop-${index}[.]found${index % 700}[.]example[.]net/pay`;
}

export interface CaseFiles {
  victims: string;
  things: string;
  events: string;
  mailbox: string;
  finds: string;
  pieces: string;
}

/** Writes the files of a case below `folder`. */
export function writeCaseFiles(folder: string, size: CaseSize): CaseFiles {
  const files: CaseFiles = {
    victims: join(folder, 'victims.csv'),
    things: join(folder, 'things.csv'),
    events: join(folder, 'events.csv'),
    mailbox: join(folder, 'complaints.mbox'),
    finds: join(folder, 'finds.txt'),
    pieces: join(folder, 'pieces'),
  };
  writeLines(files.victims, victims(size.victims));
  writeLines(files.things, things(size.things));
  writeLines(files.events, events(size.events, size.things));
  writeLines(files.mailbox, messages(size.messages));
  writeLines(files.finds, finds(size.finds));
  for (let index = 0; index < size.pieces; index++) {
    const below = join(files.pieces, `day-${Math.floor(index / 200)}`);
    if (index % 200 === 0) mkdirSync(below, { recursive: true });
    writeFileSync(
      join(below, `note-${index}.txt`),
      `Note ${index} of ${dayOf(index)}: ${domainOf(index)} answered from 203.0.113.${index % 250}.\n`,
    );
  }
  return files;
}
