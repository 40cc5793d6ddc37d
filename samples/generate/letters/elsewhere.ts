import { accounts, domains, people, phones } from '../facts.ts';
import { printedIban } from '../identifiers.ts';
import type { Message } from '../mail.ts';
import { complaintFile } from './letter.ts';

export const complaintsElsewhere = (): [path: string, message: Message][] => [
  complaintFile('victim-ca-lachapelle', {
    subject: 'Plainte : faux technicien Nordhaven, virement de 9 300 $',
    charset: 'iso-8859-1',
    text: `Madame, Monsieur,

Le 22 avril 2025 à 13 h 07, une page bleue a bloqué mon ordinateur (${domains.support}). J'ai composé le ${phones.tollFreeUs}. On m'a passé un technicien qui parlait un français approximatif, puis "Jennifer".

À 14 h 40, j'ai envoyé 9 300,00 $ CA par virement au compte ${accounts.ca}. Une employée de ma succursale, Mme al-Haddad, m'a demandé si quelqu'un me dictait mes réponses. J'ai répondu que non. J'ai honte, mais c'est pourquoi je vous écris: qu'on ne blâme pas cette dame.

Référence du virement: VIR-EX-20250422-19.

Geneviève Lachapelle-Bélanger
Québec, 418-555-0128`,
  }),
  complaintFile('victim-de-mueller', {
    subject: 'Strafanzeige: angeblicher Nordhaven-Support, 15.600,00 Euro',
    charset: 'iso-8859-1',
    text: `Sehr geehrte Damen und Herren,

am 21. Juli 2025 gegen 10:33 Uhr erschien auf meinem Rechner die Seite ${domains.german} (mit "ä"!) mit der Meldung, mein Gerät sei gesperrt. Ich rief die Nummer ${phones.cologneDe} an.

Der Anrufer schaltete sich über DeskReach auf. Um 11:56 Uhr wurde von meinem Konto ${printedIban(accounts.mueller)} ein Betrag von 15.600,00 EUR an ${people.pavyzdys.replace('ę', 'e')}, IBAN ${printedIban(accounts.lt)}, überwiesen. Die TAN habe ich durchgegeben, weil es hieß, damit werde die Buchung storniert.

Ich habe am selben Tag Anzeige bei der Polizei Köln erstattet (Vorgang FICT-2025-K-3310) und bitte Sie um Unterstützung.

Mit freundlichen Grüßen
Jürgen Müller
Köln, Tel. 0221 4710 381`,
  }),
  complaintFile('victim-es-nunez', {
    subject: 'Denuncia por estafa: soporte técnico falso (5.420,75 €)',
    text: `Estimados señores:

El 6 de agosto de 2025, sobre las 19:11, me apareció un aviso de Nordhaven en la página ${domains.support}. Llamé al ${phones.callbackEs}. Un señor con acento extranjero entró en mi ordenador con DeskReach.

A las 20:40 se hizo una transferencia de 5.420,75 € a la cuenta ${printedIban(accounts.es)}, referencia TRF-EX-0806-5420. Me dijeron que era una «prueba de seguridad» y que el dinero volvería en 24 horas. No ha vuelto.

He denunciado los hechos (atestado FICT-2025-ZGZ-0914).

María del Carmen Núñez Ibáñez
Zaragoza, tel. +34 555 010 076`,
  }),
];
