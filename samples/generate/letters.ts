import { complaintsOfAustralia } from './letters/australia.ts';
import { complaintsElsewhere } from './letters/elsewhere.ts';
import { lure } from './letters/lure.ts';
import { partnerMailbox } from './letters/partner-mailbox.ts';
import { complaintsOfUnitedKingdom } from './letters/united-kingdom.ts';
import { complaintsOfUnitedStates } from './letters/united-states.ts';
import { witness } from './letters/witness.ts';
import { writeMessage } from './mail.ts';

/** Every mail of the case by path. `folder` holds the pictures already drawn, which some of them carry. */
export function writeLetters(folder: string): Map<string, Buffer> {
  const complaints = [
    ...complaintsOfUnitedStates(folder),
    ...complaintsOfUnitedKingdom(folder),
    ...complaintsOfAustralia(folder),
    ...complaintsElsewhere(),
  ];
  return new Map<string, Buffer>([
    ...complaints.map(([path, message]): [string, Buffer] => [path, writeMessage(message)]),
    ['complaints/ca-2025-04-24-witness-bank.eml', writeMessage(witness())],
    ['lures/2025-07-02-renewal-invoice.eml', writeMessage(lure())],
    ['partner/meridane-complaints.mbox', partnerMailbox()],
  ]);
}
