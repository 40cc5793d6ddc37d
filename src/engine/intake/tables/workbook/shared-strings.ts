import { damaged } from './workbook-archive.ts';
import { XmlEvents } from './xml-events.ts';

/** Characters of all shared strings together: they are held in memory while a sheet is read. */
export const mostCharacters = 200 << 20;
export const mostStrings = 5_000_000;

export const tooMuchText = () =>
  damaged('its texts take more memory than Proffer gives one file. Save the sheet as CSV');

/** The shared strings of a workbook, runs of formatted text joined; how a name is pronounced is left out. */
export async function readSharedStrings(text: AsyncIterable<string>): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let item = '';
  let inText = false;
  let phonetic = 0;
  const events = new XmlEvents({
    open(name) {
      if (name === 'si') item = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(part) {
      if (inText) item += part;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') {
        strings.push(unescaped(item));
        characters += item.length;
        if (characters > mostCharacters || strings.length > mostStrings) throw tooMuchText();
      }
    },
  });
  for await (const piece of text) events.write(piece);
  events.end();
  return strings;
}

/** `_x000D_` stands for a character XML cannot carry (ECMA-376, part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
