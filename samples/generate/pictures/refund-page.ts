import { domains, phones } from '../facts.ts';
import { box, paragraph, sheet, stampExample, write } from './canvas.ts';

/** The phishing shop's refund form as a customer saw it: 1200 × 760, PNG. */
export function refundPage(): Buffer {
  const { canvas, pen } = sheet(1200, 760, '#ffffff');
  box(pen, [0, 0, 1200, 44], '#e4e6ea');
  box(pen, [90, 8, 1020, 28], '#ffffff', { radius: 14 });
  write(pen, `https://${domains.refund}/order/EX-20931/refund`, 112, 28, { size: 14, colour: '#30343a' });
  write(pen, '←  →', 24, 29, { size: 16, colour: '#666' });
  box(pen, [0, 44, 1200, 72], '#7a1f4b');
  write(pen, 'meridane', 60, 92, { size: 34, weight: 'bold', colour: '#fff' });
  write(pen, 'Orders     Returns     Help', 1140, 88, { size: 16, colour: '#f3d9e5', align: 'right' });
  box(pen, [0, 116, 1200, 40], '#fbe9f1');
  write(pen, `Refunds are handled by telephone only: ${phones.londonGb}  ·  ${phones.cologneDe}`, 60, 142, {
    size: 15,
    colour: '#7a1f4b',
  });
  write(pen, 'Claim your refund', 60, 214, { size: 32, weight: 'bold' });
  paragraph(
    pen,
    'You were charged twice for order EX-20931. To receive your refund of € 899.00, confirm the card the payment was made with.',
    [60, 252],
    560,
    { size: 17, colour: '#444' },
  );
  const fields: [string, string, number][] = [
    ['Name on card', 'Käthe Großmann-Öztürk', 560],
    ['Card number', '5555 55•• •••• 4444', 560],
    ['Valid until', '11/27', 180],
  ];
  fields.forEach(([label, value, width], index) => {
    const y = 336 + index * 88;
    write(pen, label, 60, y, { size: 15, colour: '#555' });
    box(pen, [60, y + 10, width, 46], '#ffffff', { radius: 6, stroke: '#b9bec6' });
    write(pen, value, 76, y + 40, { size: 18 });
  });
  write(pen, 'Security code', 270, 512, { size: 15, colour: '#555' });
  box(pen, [270, 522, 180, 46], '#ffffff', { radius: 6, stroke: '#b9bec6' });
  write(pen, '•••', 286, 552, { size: 18 });
  box(pen, [60, 606, 560, 54], '#7a1f4b', { radius: 8 });
  write(pen, 'Continue to bank', 340, 640, { size: 19, weight: 'bold', colour: '#fff', align: 'center' });
  write(pen, 'Secured with 256-bit encryption', 60, 694, { size: 14, colour: '#888' });

  box(pen, [700, 190, 440, 330], '#faf7f9', { radius: 12, stroke: '#e6d6de' });
  write(pen, 'Order EX-20931', 732, 238, { size: 20, weight: 'bold' });
  const lines: [string, string][] = [
    ['Garden chair set “Fictiva”', '€ 849.00'],
    ['Delivery', '€ 50.00'],
    ['Charged', '2 × € 899.00'],
    ['Refund due', '€ 899.00'],
  ];
  lines.forEach(([label, value], index) => {
    const weight = index === 3 ? 'bold' : 'normal';
    write(pen, label, 732, 292 + index * 52, { size: 17, weight });
    write(pen, value, 1108, 292 + index * 52, { size: 17, weight, align: 'right' });
    box(pen, [732, 308 + index * 52, 376, 1], '#e6d6de');
  });
  box(pen, [700, 548, 440, 112], '#fff6d8', { radius: 12 });
  paragraph(
    pen,
    'Stay on the line with our agent while you fill in this form. Do not close the window.',
    [732, 592],
    376,
    { size: 17, weight: 'bold', colour: '#6b5200' },
  );
  stampExample(pen, 1180, 744);
  return canvas.toBuffer('image/png');
}
