import { accounts, people } from '../facts.ts';
import { printedIban } from '../identifiers.ts';
import { box, paragraph, sheet, stampExample, write } from './canvas.ts';

interface Bubble {
  mine: boolean;
  text: string;
  time: string;
  height: number;
}

/** A mule's telephone with the handler's instructions in Hindi and English: 720 × 1280, PNG. */
export function handlerChat(): Buffer {
  const { canvas, pen } = sheet(720, 1280, '#ece5dc');
  box(pen, [0, 0, 720, 40], '#0d4f45');
  write(pen, '16:04', 28, 28, { size: 18, weight: 'bold', colour: '#fff' });
  write(pen, '4G   62 %', 692, 28, { size: 16, colour: '#fff', align: 'right' });
  box(pen, [0, 40, 720, 92], '#11665a');
  pen.fillStyle = '#8fc7bd';
  pen.beginPath();
  pen.arc(84, 86, 30, 0, Math.PI * 2);
  pen.fill();
  write(pen, 'आ', 84, 97, { size: 28, weight: 'bold', colour: '#0d4f45', align: 'center' });
  write(pen, '‹', 20, 98, { size: 36, colour: '#fff' });
  write(pen, `${people.mehta} · desk`, 130, 82, { size: 23, weight: 'bold', colour: '#fff' });
  write(pen, '+91 50000 01001', 130, 112, { size: 17, colour: '#cfe8e3' });
  box(pen, [270, 150, 180, 32], '#d5e6ea', { radius: 8 });
  write(pen, '18 June 2025', 360, 172, { size: 16, colour: '#46575c', align: 'center' });
  const bubbles: Bubble[] = [
    { mine: false, text: 'Lorna ji payment coming today. 7950 pounds.', time: '15:12', height: 104 },
    {
      mine: false,
      text: 'नाम मैच नहीं होगा, बैंक पूछे तो बोलना परिवार का पैसा है।',
      time: '15:13',
      height: 104,
    },
    { mine: true, text: 'And my 10 percent?', time: '15:15', height: 72 },
    { mine: false, text: 'Keep 795. Rest to coin machine same day.', time: '15:16', height: 72 },
    { mine: true, text: `Arrived in ${printedIban(accounts.gb)}`, time: '15:33', height: 72 },
    {
      mine: false,
      text: 'बहुत अच्छा। आधे घंटे में निकालो, bank recall कर सकता है।',
      time: '15:34',
      height: 104,
    },
    { mine: true, text: 'They stopped 2100. Only 5850 out.', time: '16:02', height: 72 },
    { mine: false, text: 'Ok. Delete this chat. चैट मिटा दो।', time: '16:03', height: 72 },
  ];
  let y = 204;
  for (const bubble of bubbles) {
    const x = bubble.mine ? 150 : 24;
    box(pen, [x, y, 546, bubble.height], bubble.mine ? '#d3f2c6' : '#ffffff', { radius: 14 });
    paragraph(pen, bubble.text, [x + 20, y + 36], 440, { size: 22 });
    write(pen, bubble.time, x + 528, y + bubble.height - 12, { size: 14, colour: '#7c8286', align: 'right' });
    y += bubble.height + 16;
  }
  box(pen, [20, 1200, 600, 58], '#ffffff', { radius: 29 });
  write(pen, 'Message', 56, 1237, { size: 20, colour: '#8a9094' });
  box(pen, [640, 1200, 58, 58], '#11665a', { radius: 29 });
  write(pen, '➤', 669, 1238, { size: 24, colour: '#fff', align: 'center' });
  stampExample(pen, 696, 1180);
  return canvas.toBuffer('image/png');
}
