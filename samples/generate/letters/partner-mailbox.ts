import { domains, phones, wallets } from '../facts.ts';
import { writeMailbox, writeMessage } from '../mail.ts';
import { complaint, customerCare, type Letter } from './letter.ts';

/** What customers wrote to the partner, in one mailbox. */
export function partnerMailbox(): Buffer {
  const entry = (key: string, letter: Letter, mboxDate: string) => {
    const message = complaint(key, letter, customerCare);
    return { sender: message.from.address, date: mboxDate, message: writeMessage(message) };
  };
  return writeMailbox([
    entry(
      'victim-ca-gillmore',
      {
        subject: 'Your refund team made me buy gift cards',
        text: `Hi,

Got a text on Oct 7 at 12:26: "Meridane refund pending, call ${phones.callbackUs}". Called. They took me to ${domains.orders}, then said they overpaid me and I owed them.

From 2:55 pm I bought nine of your own gift cards, CAD 4,150.00 total. The store blocked one worth CAD 500.00 and refunded it.

The chat window they used said "NH-Support-07". Is that even you?

Tanvir Gillmore, 416-555-0191`,
      },
      'Wed Oct  8 22:14:22 2025',
    ),
    entry(
      'victim-de-grossmann',
      {
        subject: 'Doppelte Abbuchung / angebliche Rückerstattung 899,00 €',
        text: `Guten Tag,

am 13.10.2025 um 17:45 Uhr rief mich jemand unter ${phones.cologneDe} an und sprach von einer doppelten Abbuchung zu meiner Bestellung EX-20931. Ich sollte meine Karte auf ${domains.refund} „bestätigen“. Um 18:09 Uhr wurden 899,00 € belastet. Die Kartenbank hat den Betrag inzwischen vollständig erstattet.

Woher kannte der Anrufer meine Bestellnummer?

Käthe Großmann-Öztürk
Berlin, 030 23125 274`,
      },
      'Tue Oct 14 06:20:10 2025',
    ),
    entry(
      'victim-es-etxeberria',
      {
        subject: 'Me han estafado en vuestro nombre – 2.000 € en cripto',
        encoding: 'base64',
        text: `Hola:

El 20 de octubre a las 11:15 recibí un mensaje «Meridane: reembolso retenido» con el teléfono ${phones.callbackEs}. Me dijeron que para desbloquear el reembolso debía enviar 2.000,00 € en ether a

${wallets.ethereum}

Lo envié a las 12:48. No quiero que mi nombre se comparta con otras empresas.

Iñaki Etxeberria Goñi
Bilbao, +34 555 010 081`,
      },
      'Tue Oct 21 07:33:08 2025',
    ),
  ]);
}
