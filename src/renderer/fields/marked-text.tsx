import './fields.css';
import type { Hit } from './hit-words.ts';

/** Text out of a case with what was found in it marked. It may be of any script: it is isolated. */
export function MarkedText({ text, marks }: Hit['title']) {
  const pieces: { at: number; text: string; found: boolean }[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) pieces.push({ at, text: text.slice(at, start), found: false });
    pieces.push({ at: start, text: text.slice(start, end), found: true });
    at = end;
  }
  if (at < text.length) pieces.push({ at, text: text.slice(at), found: false });
  return (
    <bdi className="marked">
      {pieces.map((piece) =>
        piece.found ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
      )}
    </bdi>
  );
}
