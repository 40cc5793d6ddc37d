import { Parser } from 'htmlparser2';
import { damaged } from './workbook-archive.ts';

export interface XmlListener {
  /** Names without their prefix. */
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Elements within elements; a workbook has about ten. */
const deepest = 200;

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/**
 * Reads XML as a stream of events. Document types are passed over: of entities only those of XML itself and numbers are
 * known, so that none expands into more than one character.
 * @throws ProfferError `corrupt` where the document ends before its root element, or nests without measure.
 */
export class XmlEvents {
  readonly #parser: Parser;
  #depth = 0;
  #begun = false;

  constructor(listener: XmlListener) {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => {
          this.#depth += 1;
          this.#begun = true;
          if (this.#depth > deepest) throw damaged('its XML nests without measure');
          listener.open?.(localName(name), attributes);
        },
        ontext: (text) => listener.text?.(text),
        onclosetag: (name) => {
          this.#depth -= 1;
          listener.close?.(localName(name));
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    // Ending closes what stands open, as in a part that was cut off.
    if (!this.#begun || this.#depth !== 0) throw damaged('its XML is cut off or damaged');
    this.#parser.end();
  }
}

/** Reads a small part whole. */
export async function readXml(text: AsyncIterable<string>, listener: XmlListener): Promise<void> {
  const events = new XmlEvents(listener);
  for await (const piece of text) events.write(piece);
  events.end();
}
