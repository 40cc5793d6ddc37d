import { instantOf } from './clock.ts';
import { accounts, domains, ips, mark, notice, people, phones, wallets } from './facts.ts';
import { victims } from './victims.ts';

/** Comma-separated values as RFC 4180 has them, with CRLF. */
export function csv(rows: string[][], separator = ','): string {
  const cell = (text: string): string =>
    text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('');
}

const e164 = (printed: string): string => printed.replace(/[^+\d]/g, '');

/** The company's own hotline: who rang, and what they said had happened to them. */
function hotlineCalls(): string {
  const rows = victims
    .filter((victim) => victim.pretext === 'nordhaven')
    .map((victim, index) => [
      `NH-${String(4100 + index * 7)}`,
      victim.complained.replace(/:\d\d([+-])/, ':00$1'),
      victim.fields.phone ?? '',
      victim.country,
      victim.name,
      phones[victim.number],
      victim.how,
      'Complaint received by e-mail the same day',
      mark,
    ]);
  const strangers: [string, string, string, string][] = [
    ['2025-02-27T10:05:00-08:00', '206-555-0148', 'US', 'Hung up at once'],
    ['2025-04-02T15:31:00-05:00', '312-555-0103', 'US', 'Closed the browser, no loss'],
    ['2025-05-19T09:12:00+10:00', '0491 570 110', 'AU', 'No loss'],
    ['2025-07-29T18:44:00+01:00', '0161 496 0218', 'GB', 'Gave a name and a date of birth'],
    ['2025-09-11T13:20:00-04:00', '613-555-0184', 'CA', 'Card details given, card stopped'],
  ];
  strangers.forEach(([time, phone, country, note], index) => {
    rows.push([
      `NH-${4200 + index * 3}`,
      time,
      phone,
      country,
      '(name withheld)',
      country === 'AU' ? phones.freephoneAu : country === 'GB' ? phones.freephoneGb : phones.tollFreeUs,
      'pop-up',
      note,
      mark,
    ]);
  });
  return csv([
    [
      'case_no',
      'received_at',
      'caller_number',
      'country',
      'caller_name',
      'number_shown_to_caller',
      'contact',
      'note',
      'sample',
    ],
    ...rows.sort((left, right) => Date.parse(left[1] ?? '') - Date.parse(right[1] ?? '')),
  ]);
}

/** The carrier's records of the numbers' traffic, in UTC, with the trunk all of it was forwarded over. */
function carrierRecords(): string {
  const calls = victims.map((victim) => ({
    at: instantOf(victim.contact, victim.zone).getTime() + 95_000,
    from: victim.fields.phone?.startsWith('0')
      ? `+${{ GB: '44', AU: '61', DE: '49' }[victim.country as 'GB' | 'AU' | 'DE']}${victim.fields.phone.replace(/\D/g, '').slice(1)}`
      : victim.country === 'AU'
        ? `+61${(victim.fields.phone ?? '').replace(/\D/g, '').slice(1)}`
        : victim.fields.phone?.startsWith('+')
          ? e164(victim.fields.phone)
          : `+1${(victim.fields.phone ?? '').replace(/\D/g, '')}`,
    to: e164(phones[victim.number]),
    incoming: victim.how === 'call',
    seconds: 1800 + ((victim.name.length * 397) % 5200),
  }));
  for (let other = 0; other < 46; other++) {
    const area = ['206', '312', '404', '512', '613', '617', '702', '780'][other % 8];
    const at = Date.UTC(2025, 2, 3, 14, 5) + other * 4.6 * 86_400_000 + ((other * 7919) % 600) * 60_000;
    // The toll-free number was switched off on 13 June.
    const tollFree = other % 3 !== 0 && at < Date.UTC(2025, 5, 13);
    calls.push({
      at,
      from: `+1${area}55501${String((other * 37) % 100).padStart(2, '0')}`,
      to: e164(tollFree ? phones.tollFreeUs : phones.callbackUs),
      incoming: false,
      seconds: 20 + ((other * 211) % 1900),
    });
  }
  const rows = calls
    .sort((left, right) => left.at - right.at)
    .map((call, index) => [
      String(700100 + index),
      new Date(call.at).toISOString().slice(0, 19).replace('T', ' '),
      // Where the network rang the victim, the scam number is the caller and nothing was forwarded.
      call.incoming ? call.to : call.from,
      call.incoming ? call.from : call.to,
      call.incoming ? '' : e164(phones.premisesIn),
      String(call.seconds),
      ips.dialler,
    ]);
  return csv(
    [
      [`# Kestrel Voice (fictional carrier), call detail records, times in UTC. ${mark}`],
      ['record', 'start_utc', 'a_number', 'b_number', 'forwarded_to', 'duration_s', 'trunk_ip'],
      ...rows,
    ],
    ';',
  );
}

const accountText: Record<string, string> = {
  'account-us': accounts.us,
  'account-gb': accounts.gb,
  'account-lt': accounts.lt,
  'account-es': accounts.es,
  'account-au': accounts.au,
  'account-ca': accounts.ca,
  'wallet-bitcoin-segwit': wallets.bitcoinSegwit,
  'wallet-ethereum': wallets.ethereum,
  'person-pruvost': `courier (${people.pruvost})`,
};

export const paymentHeader = [
  'payment_no',
  'victim',
  'country',
  'paid_at_local',
  'time_zone',
  'amount',
  'currency',
  'method',
  'paid_to',
  'reference',
  'recovered',
  'sample',
];

/** One row a payment, in the order they were made. */
export function paymentRows(): string[][] {
  return victims
    .flatMap((victim) => victim.payments.map((payment) => ({ victim, payment })))
    .sort(
      (left, right) =>
        instantOf(left.payment.when.text, left.victim.zone).getTime() -
        instantOf(right.payment.when.text, right.victim.zone).getTime(),
    )
    .map(({ victim, payment }, index) => [
      `P-${String(index + 1).padStart(3, '0')}`,
      victim.name,
      victim.country,
      payment.when.text,
      victim.zone,
      payment.amount,
      victim.currency,
      payment.method,
      payment.to ? (accountText[payment.to] ?? payment.to) : '',
      payment.reference,
      payment.recovered,
      mark,
    ]);
}

/** The Lithuanian mule account as its bank writes it: semicolons, decimal commas, day first. */
function lithuanianMovements(): string {
  return csv(
    [
      [`Pavyzdinis Bankas (išgalvotas) – ${accounts.lt} – ${people.pavyzdys} – ${mark}`],
      ['Data', 'Laikas (Europe/Vilnius)', 'Gavėjas / mokėtojas', 'Paskirtis', 'Suma', 'Valiuta', 'Likutis'],
      ['01.07.2025', '00:00:00', '', 'Likutis', '', 'EUR', '112,40'],
      [
        '21.07.2025',
        '12:57:12',
        'Jürgen Müller',
        'Nordhaven Storno 0417 / EX-2025-07-21-0093',
        '15.600,00',
        'EUR',
        '15.712,40',
      ],
      ['21.07.2025', '13:20:48', 'Coin kiosk Example', 'Kortelė **** 4444', '-9.000,00', 'EUR', '6.712,40'],
      ['21.07.2025', '13:41:05', 'Coin kiosk Example', 'Kortelė **** 4444', '-5.040,00', 'EUR', '1.672,40'],
      ['22.07.2025', '09:02:33', 'Grynieji', 'ATM', '-1.500,00', 'EUR', '172,40'],
    ],
    ';',
  );
}

/** The shop's refund desk: orders whose details the callers knew. */
function refundCases(): string {
  return csv([
    [
      'ticket',
      'opened',
      'customer',
      'order',
      'reported_number',
      'reported_site',
      'loss',
      'currency',
      'refunded',
      'sample',
    ],
    ...victims
      .filter((victim) => victim.pretext === 'meridane')
      .map((victim, index) => [
        `MR-${8800 + index * 13}`,
        // The shop writes day, month, year.
        victim.complained.slice(0, 10).split('-').reverse().join('/'),
        victim.name,
        `EX-${20910 + index * 7}`,
        phones[victim.number],
        index % 2 ? domains.orders : domains.refund,
        victim.payments[0]?.amount ?? '',
        victim.currency,
        victim.payments[0]?.recovered ?? '',
        mark,
      ]),
  ]);
}

function takedowns(): string {
  return csv([
    ['target', 'kind', 'asked', 'asked_at_utc', 'answered_at_utc', 'down_at_utc', 'back_up_at_utc', 'sample'],
    [
      domains.alert,
      'domain',
      'registrar',
      '2025-05-16 08:10',
      '2025-05-16 15:02',
      '2025-05-17 06:40',
      '2025-06-02 11:15',
      mark,
    ],
    [
      domains.alert,
      'domain',
      'registrar',
      '2025-09-05 07:30',
      '2025-09-05 09:12',
      '2025-09-05 18:20',
      '',
      mark,
    ],
    [
      domains.support,
      'domain',
      'registrar',
      '2025-08-08 06:45',
      '2025-08-11 10:00',
      '2025-08-12 14:05',
      '',
      mark,
    ],
    [
      phones.tollFreeUs,
      'phone',
      'carrier',
      '2025-06-10 13:00',
      '2025-06-12 16:44',
      '2025-06-13 00:00',
      '',
      mark,
    ],
    [domains.refund, 'domain', 'host', '2025-10-15 09:00', '', '', '', mark],
  ]);
}

export function writeTables(): Map<string, Buffer> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
  return new Map([
    // Spreadsheet programs write a byte order mark; a reader has to cope with it.
    ['calls/nordhaven-hotline-calls.csv', bytes(`\ufeff${hotlineCalls()}`)],
    ['calls/carrier-call-records.csv', bytes(carrierRecords())],
    ['payments/payments.csv', bytes(csv([paymentHeader, ...paymentRows()]))],
    ['payments/lt-account-movements.csv', bytes(lithuanianMovements())],
    ['partner/meridane-refund-cases.csv', bytes(refundCases())],
    ['infrastructure/takedowns.csv', bytes(takedowns())],
    [
      'payments/crypto-transfers.json',
      bytes(
        `${JSON.stringify(
          {
            notice,
            exportedAt: '2025-11-04T09:15:00Z',
            tool: 'Example Ledger Explorer 3.1 (fictional)',
            transfers: [
              ...victims.flatMap((victim) =>
                victim.payments
                  .filter((payment) => payment.method === 'crypto')
                  .map((payment) => ({
                    chain: payment.to === 'wallet-ethereum' ? 'ethereum' : 'bitcoin',
                    transaction: payment.reference,
                    seenAt: instantOf(payment.when.text, victim.zone).toISOString(),
                    to: payment.to ? accountText[payment.to] : null,
                    amount: payment.to === 'wallet-ethereum' ? '0.58112000' : '0.01443210',
                    asset: payment.to === 'wallet-ethereum' ? 'ETH' : 'BTC',
                  })),
              ),
              {
                chain: 'bitcoin',
                transaction: null,
                seenAt: '2025-09-04T04:48:10.000Z',
                from: wallets.bitcoinSegwit,
                to: wallets.bitcoinLegacy,
                amount: '0.01440000',
                asset: 'BTC',
                note: 'Gathered with eleven other deposits of the same hour',
              },
            ],
          },
          null,
          2,
        )}\n`,
      ),
    ],
  ]);
}
