import { accounts, people } from '../facts.ts';
import { printedIban } from '../identifiers.ts';
import { victimOf } from '../victims.ts';
import { box, paragraph, sheet, stampExample, write } from './canvas.ts';

/** The bank's confirmation of the British transfer: 820 × 1000, PNG. */
export function transferReceipt(): Buffer {
  const { canvas, pen } = sheet(820, 1000, '#e9edf1');
  box(pen, [40, 36, 740, 920], '#ffffff', { radius: 14, shadow: true });
  box(pen, [40, 36, 740, 96], '#173f35', { radius: 14 });
  box(pen, [40, 110, 740, 22], '#173f35');
  write(pen, 'Harbour & Vale Bank', 76, 94, { size: 28, weight: 'bold', colour: '#fff' });
  write(pen, 'Online banking', 744, 94, { size: 16, colour: '#cfe3dc', align: 'right' });
  pen.fillStyle = '#1b8a5a';
  pen.beginPath();
  pen.arc(410, 196, 34, 0, Math.PI * 2);
  pen.fill();
  write(pen, '✓', 410, 209, { size: 36, weight: 'bold', colour: '#fff', align: 'center' });
  write(pen, 'Payment sent', 410, 268, { size: 24, weight: 'bold', align: 'center' });
  write(pen, '£7,950.00', 410, 326, { size: 46, weight: 'bold', align: 'center' });
  const rows: [string, string][] = [
    ['From', `${victimOf('victim-gb-prydderch').name}  ·  Current account ••0416`],
    ['To', people.vickers],
    ['IBAN', printedIban(accounts.gb)],
    ['Name check', 'Not a match – continued by customer'],
    ['Reference', 'NORDHAVEN REFUND 0417'],
    ['Type', 'Faster payment, immediate'],
    ['Date and time', '18 June 2025, 15:31:08'],
    ['Transaction', 'FP-EX-250618-7713'],
    ['Session', 'Known device  ·  IP 203.0.113.77'],
  ];
  rows.forEach(([label, value], index) => {
    const y = 392 + index * 48;
    write(pen, label, 84, y, { size: 16, colour: '#6a7178' });
    write(pen, value, 736, y, {
      size: 17,
      weight: index === 3 ? 'bold' : 'normal',
      colour: index === 3 ? '#b3261e' : '#1d1d1f',
      align: 'right',
    });
    box(pen, [84, y + 15, 652, 1], '#e4e7eb');
  });
  paragraph(
    pen,
    'If you did not make this payment, or were told to make it by someone who called you, ring us at once on 0808 157 0100.',
    [84, 850],
    652,
    { size: 15, colour: '#6a7178' },
  );
  stampExample(pen, 744, 932);
  return canvas.toBuffer('image/png');
}
