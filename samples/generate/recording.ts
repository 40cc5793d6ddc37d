import { execFileSync } from 'node:child_process';

const rate = 8000;

/** One sentence by espeak-ng, brought down to telephone bandwidth: 8 kHz, samples in -1..1. */
function speak(voice: string, pitch: number, text: string): Float64Array {
  const wave = execFileSync('espeak-ng', ['-v', voice, '-p', String(pitch), '-s', '165', '--stdout', text]);
  const sourceRate = wave.readUInt32LE(24);
  const start = wave.indexOf('data') + 8;
  const source = new Float64Array(Math.floor((wave.length - start) / 2));
  for (let at = 0; at < source.length; at++) source[at] = wave.readInt16LE(start + at * 2) / 32768;
  // Mean over one output period: a crude low-pass, as a cheap line has.
  const step = sourceRate / rate;
  const out = new Float64Array(Math.floor(source.length / step));
  for (let at = 0; at < out.length; at++) {
    const from = Math.floor(at * step);
    const to = Math.min(source.length, Math.ceil((at + 1) * step));
    let sum = 0;
    for (let index = from; index < to; index++) sum += source[index] ?? 0;
    out[at] = (sum / (to - from)) * 0.7;
  }
  return out;
}

/** British ringing tone: 400 and 450 Hz, 0.4 s on, 0.2 s off, 0.4 s on, then silence. */
function ringing(seconds: number): Float64Array {
  return Float64Array.from({ length: Math.floor(seconds * rate) }, (_, at) => {
    const time = (at / rate) % 3;
    const on = time < 0.4 || (time >= 0.6 && time < 1);
    return on ? 0.12 * (Math.sin(2 * Math.PI * 400 * time) + Math.sin(2 * Math.PI * 450 * time)) : 0;
  });
}

const silence = (seconds: number): Float64Array => new Float64Array(Math.floor(seconds * rate));

/** `calls/2025-06-18-pop-up-call.wav`: PCM, 8 kHz, 16 bit, mono. Needs espeak-ng; kept, not made anew. */
export function recordCall(): Map<string, Buffer> {
  const caller = (text: string): Float64Array => speak('en-gb+f2', 45, text);
  const agent = (text: string): Float64Array => speak('en-us+f4', 60, text);
  const pieces = [
    ringing(3),
    silence(0.3),
    caller('Hello? My computer says I have to ring you.'),
    silence(0.3),
    agent('Thank you for calling Nord haven. My name is Jennifer. Do not switch off the computer.'),
    silence(0.3),
    caller('Is my money safe?'),
    silence(0.2),
    agent('Open desk reach get dot example, and tell me the nine numbers.'),
    silence(0.3),
    caller('Zero, zero, zero. Five, five, one. Two, zero, nine.'),
    silence(0.3),
    agent('This recording is an example. It is fictional.'),
  ];
  const samples = pieces.reduce((total, piece) => total + piece.length, 0);
  const out = Buffer.alloc(44 + samples * 2);
  out.write('RIFF', 0, 'latin1');
  out.writeUInt32LE(36 + samples * 2, 4);
  out.write('WAVEfmt ', 8, 'latin1');
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(rate, 24);
  out.writeUInt32LE(rate * 2, 28);
  out.writeUInt16LE(2, 32);
  out.writeUInt16LE(16, 34);
  out.write('data', 36, 'latin1');
  out.writeUInt32LE(samples * 2, 40);
  let at = 44;
  for (const piece of pieces) {
    for (const sample of piece) {
      out.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32767), at);
      at += 2;
    }
  }
  return new Map([['calls/2025-06-18-pop-up-call.wav', out]]);
}
