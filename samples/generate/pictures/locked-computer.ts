import { domains, phones } from '../facts.ts';
import { badge, box, paragraph, sheet, stampExample, write } from './canvas.ts';

/** The scare page in a browser that fills the screen: 1280 × 800, PNG. */
export function lockedComputer(): Buffer {
  const { canvas, pen } = sheet(1280, 800, '#20242c');
  box(pen, [0, 0, 1280, 42], '#dfe3ea');
  box(pen, [12, 8, 300, 34], '#ffffff', { radius: 8 });
  badge(pen, 32, 25, 8, '#0b5d7a', '#0b5d7a');
  write(pen, 'Security notice (1)', 50, 30, { size: 14 });
  write(pen, '✕', 288, 30, { size: 13, colour: '#555' });
  box(pen, [0, 42, 1280, 44], '#ffffff');
  write(pen, '←   →   ⟳', 18, 70, { size: 17, colour: '#5f6670' });
  box(pen, [120, 49, 1040, 30], '#eef1f5', { radius: 15 });
  write(pen, `https://${domains.support}/alert/locked.html?err=NH-0417`, 140, 69, {
    size: 14,
    colour: '#30343a',
  });
  box(pen, [0, 86, 1280, 674], '#0b4a63');

  box(pen, [0, 86, 1280, 66], '#083a4e');
  badge(pen, 44, 119, 20, '#ffffff', '#ffffff');
  write(pen, 'Nordhaven Shield', 78, 127, { size: 24, weight: 'bold', colour: '#ffffff' });
  write(pen, `Support  ${phones.tollFreeUs}`, 1250, 127, {
    size: 20,
    weight: 'bold',
    colour: '#ffd24d',
    align: 'right',
  });

  const results = [
    ['Scanning system files', '38,412 objects', '#7bd88f'],
    ['Trojan.ExampleStealer.A', 'C:\\System\\Core', '#ff8a80'],
    ['Banking credentials', 'EXPOSED', '#ff8a80'],
    ['Webcam and microphone', 'EXPOSED', '#ff8a80'],
    ['Firewall', 'SWITCHED OFF', '#ff8a80'],
  ] as const;
  box(pen, [40, 184, 420, 330], '#0f5a77', { radius: 10 });
  write(pen, 'Quick scan', 64, 222, { size: 20, weight: 'bold', colour: '#fff' });
  results.forEach(([label, value, colour], row) => {
    write(pen, label, 64, 266 + row * 46, { size: 16, colour: '#e5f2f7' });
    write(pen, value, 436, 266 + row * 46, { size: 15, weight: 'bold', colour, align: 'right' });
    box(pen, [64, 280 + row * 46, 372, 1], '#2b7895');
  });
  box(pen, [64, 484, 372, 10], '#083a4e', { radius: 5 });
  box(pen, [64, 484, 346, 10], '#ff5a52', { radius: 5 });

  box(pen, [500, 176, 700, 420], '#ffffff', { radius: 10, shadow: true });
  box(pen, [500, 176, 700, 56], '#c62828', { radius: 10 });
  box(pen, [500, 212, 700, 20], '#c62828');
  write(pen, '⚠  YOUR COMPUTER IS LOCKED', 526, 213, { size: 23, weight: 'bold', colour: '#fff' });
  let y = paragraph(
    pen,
    'Nordhaven Shield has blocked this computer because it sent your passwords and banking details to an unknown server. Error code NH-0417.',
    [528, 272],
    640,
    { size: 18 },
  );
  y = paragraph(
    pen,
    'Do NOT switch off or restart. Doing so will destroy your personal files and disable your licence within 5 minutes.',
    [528, y + 8],
    640,
    { size: 18, weight: 'bold' },
  );
  write(pen, 'Call Nordhaven technicians now (toll free):', 528, y + 30, { size: 17, colour: '#444' });
  write(pen, phones.tollFreeUs, 528, y + 84, { size: 46, weight: 'bold', colour: '#c62828' });
  box(pen, [528, 530, 300, 44], '#0b5d7a', { radius: 6 });
  write(pen, 'Call technician', 678, 558, { size: 18, weight: 'bold', colour: '#fff', align: 'center' });
  box(pen, [848, 530, 320, 44], '#e7ebef', { radius: 6 });
  write(pen, 'Ignore risk and lose data', 1008, 558, { size: 17, colour: '#444', align: 'center' });

  box(pen, [760, 624, 470, 112], '#fffdf5', { radius: 8, shadow: true, stroke: '#cfc6a5' });
  write(pen, `${domains.support} says`, 782, 654, { size: 16, weight: 'bold' });
  write(pen, 'ERROR NH-0417. Enter technician key to unlock.', 782, 682, { size: 15 });
  box(pen, [1126, 696, 84, 30], '#0b5d7a', { radius: 4 });
  write(pen, 'OK', 1168, 716, { size: 14, weight: 'bold', colour: '#fff', align: 'center' });
  write(pen, 'IP 203.0.113.200   Location: Boise, ID', 44, 560, {
    size: 14,
    colour: '#b9d8e4',
    mono: true,
  });
  write(pen, 'Provider Example Cable   Session 7f19', 44, 586, { size: 14, colour: '#b9d8e4', mono: true });

  box(pen, [0, 760, 1280, 40], '#14181f');
  badge(pen, 30, 780, 12, '#9fd3e6', '#9fd3e6');
  write(pen, '2:23 PM   3/11/2025', 1262, 786, { size: 14, colour: '#e6e9ee', align: 'right' });
  stampExample(pen, 330, 792);
  return canvas.toBuffer('image/png');
}
