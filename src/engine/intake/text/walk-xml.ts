import { Parser } from 'htmlparser2';
import { ProfferError } from '../../../shared/domain/errors.ts';

export interface XmlVisitor {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Elements within elements: documents have some dozens. */
const deepest = 2_000;

/**
 * Visits XML in order. Names keep their usual prefixes (`w:t`); of entities only those of XML itself and numbers are known,
 * so that none expands. What is cut off is read as far as it goes.
 */
export function walkXml(xml: string, visitor: XmlVisitor): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > deepest)
          throw new ProfferError('corrupt', 'The document cannot be read: its XML nests without measure.');
        visitor.open?.(name, attributes);
      },
      ontext: (text) => visitor.text?.(text),
      onclosetag(name) {
        depth -= 1;
        visitor.close?.(name);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
}

/** The texts of the elements of these names, such as the properties of a document. */
export function elementTexts(xml: string): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = [];
  let current: { name: string; value: string } | null = null;
  walkXml(xml, {
    open(name) {
      current = { name, value: '' };
    },
    text(text) {
      if (current) current.value += text;
    },
    close(name) {
      if (current?.name === name && current.value.trim() !== '' && found.length < 500)
        found.push({ name: name.replace(/^[^:]*:/, ''), value: current.value.trim() });
      current = null;
    },
  });
  return found;
}
