import { inventedTransaction } from '../identifiers.ts';
import { type Victim, victim } from './victim.ts';

export const australia: Victim[] = [
  victim(
    {
      key: 'victim-au-tallowood',
      name: 'Bruce Tallowood',
      country: 'AU',
      currency: 'AUD',
      zone: 'Australia/Sydney',
      language: 'en',
      pretext: 'nordhaven',
      contact: '2025-05-14T09:48',
      how: 'pop-up',
      number: 'freephoneAu',
      complaint: 'complaints/au-2025-05-15-remote-access.eml',
      complained: '2025-05-15T07:55:31+10:00',
      fields: {
        city: 'Newcastle',
        region: 'New South Wales',
        phone: '0491 570 156',
        email: 'bruce.tallowood@example.com',
        ageBand: '60-69',
        consent: 'given',
      },
    },
    [
      {
        amount: '12750.50',
        method: 'bank-transfer',
        to: 'account-au',
        at: '2025-05-14T11:20',
        recovered: '3000.00',
        reference: 'PAY-EX-884120',
      },
    ],
  ),
  victim(
    {
      key: 'victim-au-nguyen',
      name: 'Nguyễn Thị Ánh Tuyết',
      country: 'AU',
      currency: 'AUD',
      zone: 'Australia/Melbourne',
      language: 'vi',
      pretext: 'nordhaven',
      contact: '2025-09-03T20:31',
      how: 'pop-up',
      number: 'freephoneAu',
      complaint: 'complaints/au-2025-09-04-crypto-machine.eml',
      complained: '2025-09-04T12:20:00+10:00',
      fields: {
        city: 'Melbourne',
        region: 'Victoria',
        phone: '(03) 5550 0134',
        email: 'anh.tuyet@example.net',
        ageBand: '40-49',
        consent: 'given',
      },
    },
    [
      {
        amount: '2480.00',
        method: 'crypto',
        to: 'wallet-bitcoin-segwit',
        at: '2025-09-04T10:02',
        recovered: '0.00',
        reference: inventedTransaction('nguyen'),
        evidence: ['payments/crypto-transfers.json'],
      },
    ],
  ),
];
