import { domains, remoteTool } from '../facts.ts';
import { badge, box, paragraph, sheet, stampExample, write } from './canvas.ts';

/** The consent dialogue of the remote-access tool over the victim's desktop: 1100 × 680, PNG. */
export function remoteAccess(): Buffer {
  const { canvas, pen } = sheet(1100, 680, '#3f6f6a');
  box(pen, [0, 420, 1100, 260], '#365f5b');
  for (const [index, label] of ['Photos 2024', 'Tax', 'Recipes', 'Bank letters'].entries()) {
    box(pen, [36, 36 + index * 104, 56, 42], '#f0c75e', { radius: 6 });
    box(pen, [36, 30 + index * 104, 26, 12], '#d9ae3f', { radius: 4 });
    write(pen, label, 64, 98 + index * 104, { size: 13, colour: '#fff', align: 'center' });
  }
  box(pen, [250, 96, 640, 456], '#ffffff', { radius: 10, shadow: true });
  box(pen, [250, 96, 640, 46], '#f3f4f6', { radius: 10 });
  box(pen, [250, 124, 640, 18], '#f3f4f6');
  write(pen, `${remoteTool} Quick Support`, 274, 126, { size: 16, weight: 'bold' });
  write(pen, '–   ▢   ✕', 868, 126, { size: 15, colour: '#666', align: 'right' });
  write(pen, 'Your address', 282, 186, { size: 14, colour: '#666' });
  write(pen, '000 417 882', 282, 226, { size: 34, weight: 'bold', mono: true });
  write(pen, 'One-time password', 620, 186, { size: 14, colour: '#666' });
  write(pen, 'example7', 620, 226, { size: 28, weight: 'bold', mono: true });
  box(pen, [282, 246, 576, 1], '#d8dbe0');
  badge(pen, 306, 288, 18, '#0b5d7a', '#0b5d7a');
  write(pen, 'NH-Support-07 (Nordhaven Certified)', 336, 285, { size: 18, weight: 'bold' });
  write(pen, `000 550 133   ·   via relay.${domains.remote}`, 336, 308, { size: 14, colour: '#666' });
  paragraph(pen, 'wants to see your screen and control your keyboard and mouse.', [282, 348], 560, {
    size: 17,
  });
  const grants = [
    'See my screen',
    'Control keyboard and mouse',
    'Copy files',
    'Black out my screen while working',
    'Start again after restart',
  ];
  grants.forEach((grant, index) => {
    const x = 282 + (index % 2) * 290;
    const y = 372 + Math.floor(index / 2) * 34;
    box(pen, [x, y, 20, 20], '#0b5d7a', { radius: 4 });
    write(pen, '✓', x + 10, y + 15, { size: 15, weight: 'bold', colour: '#fff', align: 'center' });
    write(pen, grant, x + 30, y + 16, { size: 15 });
  });
  box(pen, [282, 488, 280, 44], '#1b8a5a', { radius: 6 });
  write(pen, 'Accept', 422, 516, { size: 18, weight: 'bold', colour: '#fff', align: 'center' });
  box(pen, [578, 488, 280, 44], '#ffffff', { radius: 6, stroke: '#b4b9c1' });
  write(pen, 'Reject (0:41)', 718, 516, { size: 18, colour: '#333', align: 'center' });
  box(pen, [0, 640, 1100, 40], '#20302f');
  write(pen, '10:02   14/05/2025', 1082, 666, { size: 14, colour: '#e6eeee', align: 'right' });
  stampExample(pen, 250, 672);
  return canvas.toBuffer('image/png');
}
