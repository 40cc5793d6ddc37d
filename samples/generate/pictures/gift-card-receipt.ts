import { createCanvas } from '@napi-rs/canvas';
import { box, sheet, stampExample, write } from './canvas.ts';
import { withExif } from './exif.ts';

/** A till receipt photographed on a table: 1000 × 1300 JPEG with the camera's EXIF. */
export function giftCardReceipt(): Buffer {
  const { canvas, pen } = sheet(1000, 1300, '#6d4c33');
  for (let line = 0; line < 1300; line += 3) {
    const shade = Math.round(12 * Math.sin(line / 23) + 9 * Math.sin(line / 7.3) + 6 * Math.sin(line / 61));
    pen.fillStyle = `rgb(${112 + shade}, ${79 + shade}, ${53 + shade})`;
    pen.fillRect(0, line, 1000, 3);
  }
  const light = pen.createRadialGradient(380, 420, 100, 500, 650, 950);
  light.addColorStop(0, 'rgba(255, 240, 214, 0.28)');
  light.addColorStop(1, 'rgba(0, 0, 0, 0.45)');
  pen.fillStyle = light;
  pen.fillRect(0, 0, 1000, 1300);
  pen.save();
  pen.translate(500, 650);
  pen.rotate(-0.045);
  pen.translate(-300, -560);
  box(pen, [0, 0, 600, 1120], '#f6f3ea', { shadow: true });
  const print = (text: string, y: number, size = 24, align: 'left' | 'center' | 'right' = 'left'): void => {
    const x = align === 'left' ? 40 : align === 'right' ? 560 : 300;
    write(pen, text, x, y, { size, mono: true, align, colour: '#35332f' });
  };
  print('CORNER EXAMPLE STORE', 74, 32, 'center');
  print('100 Fictional Ave, El Paso TX', 112, 21, 'center');
  print('915-555-0100', 142, 21, 'center');
  print('-'.repeat(36), 184);
  print('03/27/2025   19:36   REG 02', 222);
  print('CASHIER 14   TRANS 0417-2210', 256);
  print('-'.repeat(36), 292);
  for (let card = 0; card < 6; card++) {
    const y = 340 + card * 82;
    print('MERIDANE GIFT CARD', y);
    print(card < 5 ? '600.00' : '200.00', y, 24, 'right');
    print(`  No. 6006 49** **** ${String(1041 + card * 17)}`, y + 32, 20);
  }
  print('-'.repeat(36), 830);
  print('TOTAL USD', 876, 30);
  print('3,200.00', 876, 30, 'right');
  print('DEBIT CARD **** 4242', 918);
  print('APPROVED EX-EX-EX', 952);
  print('GIFT CARDS ARE LIKE CASH.', 1014, 22, 'center');
  print('NO COMPANY ASKS TO BE PAID WITH THEM.', 1044, 22, 'center');
  print('EXAMPLE - FICTIONAL', 1088, 22, 'center');
  // A soft crease, so that it is a photograph of paper and not paper.
  const crease = pen.createLinearGradient(0, 520, 0, 570);
  crease.addColorStop(0, 'rgba(0,0,0,0)');
  crease.addColorStop(0.5, 'rgba(0,0,0,0.13)');
  crease.addColorStop(0.55, 'rgba(255,255,255,0.22)');
  crease.addColorStop(1, 'rgba(255,255,255,0)');
  pen.fillStyle = crease;
  pen.fillRect(0, 520, 600, 50);
  pen.restore();
  stampExample(pen, 980, 1280);
  // Shrunk once, as a messenger does: it softens the edges a drawing has and a lens has not.
  const small = createCanvas(760, 988);
  const smallPen = small.getContext('2d');
  smallPen.imageSmoothingQuality = 'high';
  smallPen.drawImage(canvas, 0, 0, 760, 988);
  return withExif(small.toBuffer('image/jpeg', 78), {
    make: 'Example Phones',
    model: 'EP-4 (fictional)',
    taken: '2025:03:27 19:52:11',
    offset: '-06:00',
    description: 'EXAMPLE - fictional',
  });
}
