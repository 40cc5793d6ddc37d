import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { accounts, mark, people } from './facts.ts';
import { printedIban } from './identifiers.ts';
import { victimOf } from './victims.ts';

/** Liberation Sans (OFL) as pdfjs-dist brings it, so that the statement embeds the same font everywhere. */
const font = (name: string): string =>
  fileURLToPath(new URL(`../../node_modules/pdfjs-dist/standard_fonts/${name}.ttf`, import.meta.url));

const rows: [day: string, text: string, out: string, into: string, balance: string][] = [
  ['01 Jun', 'Balance brought forward', '', '', '214.07'],
  ['04 Jun', 'Card purchase, Example Grocer', '31.20', '', '182.87'],
  [
    '18 Jun',
    `Faster payment from ${victimOf('victim-gb-prydderch').name}\nNORDHAVEN REFUND 0417 / FP-EX-250618-7713`,
    '',
    '7,950.00',
    '8,132.87',
  ],
  ['18 Jun', 'Coin kiosk Example, Croydon, 15:49', '3,000.00', '', '5,132.87'],
  ['18 Jun', 'Coin kiosk Example, Croydon, 15:57', '2,055.00', '', '3,077.87'],
  ['18 Jun', 'Recall by sending bank FP-EX-250618-7713', '2,100.00', '', '977.87'],
  ['19 Jun', 'Cash machine, Example High Street', '300.00', '', '677.87'],
  ['02 Jul', 'Transfer to own savings', '495.00', '', '182.87'],
  [
    '20 Aug',
    'Faster payment from W A T Featherstonehaugh-Cholmondeley-Marjoribanks\nREFUND DESK / FP-EX-250820-0331',
    '',
    '640.00',
    '822.87',
  ],
  ['20 Aug', 'Coin kiosk Example, Croydon, 17:20', '575.00', '', '247.87'],
  ['29 Aug', 'Account stopped by the bank', '', '', '247.87'],
];

/** `payments/mule-account-statement.pdf`: the British mule's account as her bank disclosed it. A4. */
export async function writeStatement(): Promise<Map<string, Buffer>> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 56,
    compress: false,
    info: {
      Title: 'Statement of account (EXAMPLE - fictional)',
      Author: 'Harbour & Vale Bank (fictional)',
      CreationDate: new Date(Date.UTC(2025, 8, 12, 9, 30)),
      ModDate: new Date(Date.UTC(2025, 8, 12, 9, 30)),
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve) => document.on('end', () => resolve()));
  const regular = font('LiberationSans-Regular');
  const bold = font('LiberationSans-Bold');
  const put = (
    text: string,
    x: number,
    y: number,
    options: { size?: number; heavy?: boolean; colour?: string; width?: number; right?: boolean } = {},
  ): void => {
    document
      .font(options.heavy ? bold : regular)
      .fontSize(options.size ?? 9.5)
      .fillColor(options.colour ?? '#1d1d1f')
      .text(text, x, y, { width: options.width ?? 300, align: options.right ? 'right' : 'left', lineGap: 1 });
  };

  document.rect(0, 0, 595.28, 84).fill('#173f35');
  put('Harbour & Vale Bank', 56, 30, { size: 22, heavy: true, colour: '#ffffff' });
  put('Statement of account', 339, 38, { size: 12, colour: '#cfe3dc', width: 200, right: true });
  put(`${people.vickers}\n14 Sample Terrace\nCroydon`, 56, 110, { size: 11 });
  put(
    `Account: Everyday Current\nIBAN: ${printedIban(accounts.gb)}\nPeriod: 1 June to 31 August 2025\nCurrency: GBP`,
    319,
    110,
    { size: 10, width: 220, right: true },
  );
  document.roundedRect(56, 184, 483, 24, 3).fillAndStroke('#fff4c2', '#b58900');
  put(`${mark}. No such bank, account or person exists.`, 66, 191, {
    size: 9.5,
    heavy: true,
    colour: '#5c4500',
    width: 460,
  });

  const columns = { day: 56, text: 108, out: 346, into: 412, balance: 474 };
  let y = 230;
  put('Date', columns.day, y, { heavy: true, width: 50 });
  put('Details', columns.text, y, { heavy: true });
  put('Paid out', columns.out, y, { heavy: true, width: 60, right: true });
  put('Paid in', columns.into, y, { heavy: true, width: 60, right: true });
  put('Balance', columns.balance, y, { heavy: true, width: 65, right: true });
  y += 20;
  for (const [day, text, out, into, balance] of rows) {
    document
      .moveTo(56, y - 4)
      .lineTo(539, y - 4)
      .lineWidth(0.5)
      .strokeColor('#cfd5da')
      .stroke();
    put(day, columns.day, y, { width: 50 });
    put(text, columns.text, y, { width: 230 });
    put(out, columns.out, y, { width: 60, right: true });
    put(into, columns.into, y, { width: 60, right: true });
    put(balance, columns.balance, y, { width: 65, right: true });
    y += document.font(regular).fontSize(9.5).heightOfString(text, { width: 230, lineGap: 1 }) + 10;
  }
  document
    .moveTo(56, y - 4)
    .lineTo(539, y - 4)
    .lineWidth(1)
    .strokeColor('#173f35')
    .stroke();
  put(
    'Disclosed to Nordhaven Software with the account holder’s bank’s letter of 12 September 2025, reference HV-EX-5510. Times are Europe/London.',
    56,
    y + 10,
    { size: 8.5, colour: '#6a7178', width: 483 },
  );
  put('Page 1 of 1', 439, 770, { size: 8.5, colour: '#6a7178', width: 100, right: true });
  document.end();
  await done;
  return new Map([['payments/mule-account-statement.pdf', Buffer.concat(chunks)]]);
}
