import { inventedTransaction } from '../identifiers.ts';
import { type Victim, victim } from './victim.ts';

export const spain: Victim[] = [
  victim(
    {
      key: 'victim-es-nunez',
      name: 'María del Carmen Núñez Ibáñez',
      country: 'ES',
      currency: 'EUR',
      zone: 'Europe/Madrid',
      language: 'es',
      pretext: 'nordhaven',
      contact: '2025-08-06T19:11',
      how: 'pop-up',
      number: 'callbackEs',
      complaint: 'complaints/es-2025-08-07-denuncia.eml',
      complained: '2025-08-07T13:02:44+02:00',
      fields: {
        city: 'Zaragoza',
        region: 'Aragón',
        phone: '+34 555 010 076',
        email: 'mc.nunez@example.net',
        ageBand: '60-69',
        consent: 'given',
      },
    },
    [
      {
        amount: '5420.75',
        method: 'bank-transfer',
        to: 'account-es',
        at: '2025-08-06T20:40',
        recovered: '0.00',
        reference: 'TRF-EX-0806-5420',
      },
    ],
  ),
  victim(
    {
      key: 'victim-es-etxeberria',
      name: 'Iñaki Etxeberria Goñi',
      country: 'ES',
      currency: 'EUR',
      zone: 'Europe/Madrid',
      language: 'es',
      pretext: 'meridane',
      contact: '2025-10-20T11:15',
      how: 'message',
      number: 'callbackEs',
      complaint: 'partner/meridane-complaints.mbox',
      complained: '2025-10-21T09:33:08+02:00',
      fields: {
        city: 'Bilbao',
        region: 'Euskadi',
        phone: '+34 555 010 081',
        email: 'inaki.etxeberria@example.com',
        ageBand: '30-39',
        consent: 'refused',
      },
    },
    [
      {
        amount: '2000.00',
        method: 'crypto',
        to: 'wallet-ethereum',
        at: '2025-10-20T12:48',
        recovered: '0.00',
        reference: `0x${inventedTransaction('etxeberria')}`,
        evidence: ['payments/crypto-transfers.json', 'partner/meridane-refund-cases.csv'],
      },
    ],
  ),
];
