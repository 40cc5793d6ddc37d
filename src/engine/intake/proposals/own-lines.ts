/** A line in which whoever tells the account gives a fact of their own. */
export interface OwnLine {
  /** What a form asks for; null in a signature. */
  asks: 'contact' | 'address' | 'country' | null;
  /** The answer, or the whole line. */
  text: string;
  /** Where `text` stands; UTF-16, into the account. */
  start: number;
  end: number;
}

const whose =
  "(?:(?:my|your|home|work|mobile|cell|contact|daytime|evening|primary|victim(?:['’]s)?|complainant(?:['’]s)?) )*";
const contact = new RegExp(
  `^${whose}(?:(?:tele)?phone|tel\\.?|mobile|cell|landline|e-?mail|telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|rufnummer|teléfono|móvil|celular|correo|correo electrónico|téléphone|portable|courriel|फोन|मोबाइल|ईमेल)(?: ?-?(?:no\\.?|number|address|adresse|nr\\.?|fijo))?$`,
  'iu',
);
const address = new RegExp(
  `^${whose}(?:(?:mailing |postal |street |residential )?address|street|city|town|city ?/ ?state|state|state ?/ ?province|province|county|zip|zip ?code|post ?code|postal code|pin code|anschrift|wohnanschrift|adresse|straße|ort|wohnort|stadt|bundesland|plz|plz ?/? ?ort|postleitzahl|dirección|domicilio|ciudad|localidad|provincia|código postal|rue|ville|code postal|पता|शहर|राज्य)$`,
  'iu',
);
const country = new RegExp(
  `^${whose}(?:country|country of residence|land|wohnsitzland|país|país de residencia|pays|pays de résidence|देश)$`,
  'iu',
);
/** Speaks of somebody else from here on. */
const others =
  /name|subject|suspect|scammer|fraudster|offender|caller|company|business|firm|merchant|seller|bank|website|agent|officer|police|täter|beschuldigt|firma|unternehmen|sospechos|estafador|empresa|banco|suspect|escroc|société|entreprise|banque|नाम/iu;
const labelled = /^[ \t>*]*(?<label>\p{L}[\p{L}\p{M} ./'’()-]{0,38}?)[ \t]*[:：][ \t]*(?<answer>.*)$/u;

/** How far a form goes on above and below its name, and an address below its label. */
const mostLines = 20;
const mostBlank = 2;
const mostAddressLines = 3;
/** Of a line: what is longer is no answer and no part of an address. */
const longestAnswer = 300;
/** A signature with its address. */
const mostSignature = 10;
/** What a mail program puts between a text and the one it answers. */
const answered =
  /^(?:>|-- ?$|-{4,}|_{6,}|(?:on|am|el|le)\b.{0,120}\b(?:wrote|schrieb|escribió|a écrit)\b|(?:from|von|de|sent|gesendet)\s*:)/i;

interface Line {
  text: string;
  start: number;
}

/** The lines of a form around the name that is given in it. @param nameAt where the name stands. */
export function formLines(text: string, nameAt: number): OwnLine[] {
  const lines = linesOf(text);
  const at = lines.findLastIndex(({ start }) => start <= nameAt);
  const name = lines[at];
  if (!name || !labelled.test(name.text)) return [];
  return [
    ...readForm(lines.slice(Math.max(0, at - mostLines), at).reverse(), false).reverse(),
    ...readForm(lines.slice(at + 1, at + 1 + mostLines), true),
  ];
}

function readForm(lines: readonly Line[], downwards: boolean): OwnLine[] {
  const own: OwnLine[] = [];
  let blank = 0;
  let going = 0;
  for (const line of lines) {
    if (line.text.replace(/[\s>]/g, '') === '') {
      blank += 1;
      going = 0;
      if (blank > mostBlank) break;
      continue;
    }
    const { label, answer = '' } = labelled.exec(line.text)?.groups ?? {};
    if (label === undefined) {
      if (!downwards || going === 0) break;
      own.push(ownLine(line, 'address', line.text));
      going -= 1;
      continue;
    }
    const asks = asked(label.replace(/\s*\([^)]*\)/g, '').trim());
    if (asks === null && (blank > 0 || others.test(label))) break;
    if (asks !== null) own.push(ownLine(line, asks, answer));
    going = asks === 'address' ? mostAddressLines : 0;
    blank = 0;
  }
  return own;
}

const asked = (label: string): OwnLine['asks'] => {
  if (contact.test(label)) return 'contact';
  if (address.test(label)) return 'address';
  return country.test(label) ? 'country' : null;
};

/** The lines of a signature; of the first what stands behind the name. @param at where the line of the name begins. */
export function signatureLines(text: string, at: number): OwnLine[] {
  if (at < 0) return [];
  const [first, ...rest] = linesOf(text.slice(at)).slice(0, mostSignature);
  if (!first) return [];
  const end = rest.findIndex(({ text: line }) => answered.test(line.trim()));
  const behind = first.text.replace(/^[^,;|]*[,;|]?/, '');
  return [
    ownLine(first, null, behind),
    ...(end < 0 ? rest : rest.slice(0, end)).map((line) => ownLine(line, null, line.text)),
  ].map((line) => ({ ...line, start: line.start + at, end: line.end + at }));
}

function ownLine({ text, start }: Line, asks: OwnLine['asks'], part: string): OwnLine {
  const from = start + text.length - part.length;
  return { asks, text: part.slice(0, longestAnswer).trim(), start: from, end: from + part.length };
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const at = start;
    start += line.length + 1;
    return { text: line.replace(/\r$/, ''), start: at };
  });
}
