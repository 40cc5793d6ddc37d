/** What libraries say of a broken file, in words a person can use. What they say themselves is for programmers, and may quote the file. */

const zipWords: readonly [RegExp, string][] = [
  [
    /too (?:many|few) bytes in the stream/i,
    'a part of it unpacks to another size than it states, as damaged files and archive bombs do',
  ],
  [
    /end of central directory|invalid signature|expected zip64|truncated|unexpected (?:eof|end)/i,
    'it is cut off, or is another kind of file under this name',
  ],
  [/encrypt/i, 'it is protected by a password'],
  [/compression method|multi-?disk/i, 'it is packed in a way that office programs do not use'],
  [
    /relative path|absolute path|invalid characters in filename|backslash/i,
    'the names of its parts are not allowed',
  ],
  [
    /incorrect|invalid (?:stored|block|code|distance|literal|bit|window)|z_(?:data|buf)_error/i,
    'the packed bytes of a part are damaged',
  ],
];

/** Why an archive cannot be read, as the end of a sentence. */
export const zipTrouble = (error: unknown): string => wordsFor(zipWords, error) ?? 'its archive is damaged';

/** Why a text is no JSON, as the end of a sentence: where it stops being one, as far as the engine tells. */
export function jsonTrouble(error: unknown, text: string): string {
  const said = messageOf(error);
  if (/unexpected end|unterminated/i.test(said)) return 'it is cut off before its end';
  const at = /position (\d+)/.exec(said)?.[1];
  if (at === undefined) return 'it does not keep to the rules of JSON';
  const line = text.slice(0, Number(at)).split('\n').length;
  return `it does not keep to the rules of JSON in line ${line.toLocaleString('en')}`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function wordsFor(words: readonly [RegExp, string][], error: unknown): string | null {
  const said = messageOf(error);
  return words.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}
