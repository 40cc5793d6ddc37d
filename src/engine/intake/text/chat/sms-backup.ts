import { type ContentText, limits } from '../content-text.ts';
import { type EmbeddedFile, EmbeddedFiles } from '../embedded-files.ts';
import { walkXml } from '../walk-xml.ts';
import { type Chat, type Said, toContent } from './chat-content.ts';

type Fields = Record<string, string>;

/** `type` of a message, `msg_box` of one with parts: what is neither received nor sent. */
const boxes: Record<string, string> = { '3': 'draft', '4': 'outbox', '5': 'failed', '6': 'queued' };
const calls: Record<string, string> = {
  '1': 'Incoming call',
  '2': 'Outgoing call',
  '3': 'Missed call',
  '4': 'Voicemail',
  '5': 'Rejected call',
  '6': 'Call refused by list',
};
/** Of Android's `PduHeaders`: the sender among the addresses of a message. */
const senderAddress = '137';
const phone = 'This phone';

export const isSmsBackup = (start: string): boolean =>
  /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,1000}?-->\s*|<\?[^>]*>\s*){0,5}<(?:smses|calls)[\s>]/.test(start);

/**
 * Messages and calls of a telephone in the XML of “SMS Backup & Restore” (synctech.com.au, “Fields in XML backup files”). Times
 * are instants. Each number has a conversation of its own.
 */
export function readSmsBackup(xml: string): ContentText & { embedded: EmbeddedFile[] } {
  const reader = new BackupReader();
  walkXml(mendPairs(xml), reader);
  const content = toContent('Messages and calls of a telephone', [...reader.chats.values()], []);
  const { files, findings } = reader.found;
  return { ...content, findings: [...content.findings, ...findings], embedded: files };
}

interface OpenMessage {
  fields: Fields;
  texts: string[];
  names: string[];
  from: string;
}

class BackupReader {
  readonly chats = new Map<string, Chat>();
  readonly found = new EmbeddedFiles();
  private count = 0;
  private message: OpenMessage | null = null;

  open = (name: string, fields: Fields): void => {
    if (name === 'sms') this.put(fields, messageOf(fields, fields.type, told(fields.body), ''));
    else if (name === 'call') this.put(fields, callOf(fields));
    else if (name === 'mms') this.message = { fields, texts: [], names: [], from: '' };
    else if (name === 'part' && this.message) this.takePart(fields, this.message);
    else if (name === 'addr' && this.message && fields.type === senderAddress)
      this.message.from = told(fields.address);
  };

  close = (name: string): void => {
    if (name !== 'mms' || !this.message) return;
    const { fields, texts, names, from } = this.message;
    this.message = null;
    const text = [told(fields.sub), ...texts].filter(Boolean).join('\n');
    const said = messageOf(fields, fields.msg_box, text, names.join(', '));
    // In a group the sender is one of several.
    const grouped = from !== '' && told(fields.address).includes('~') && fields.msg_box === '1';
    this.put(fields, grouped ? { ...said, sender: from } : said);
  };

  private put(fields: Fields, said: Said): void {
    this.count += 1;
    if (this.count > limits.messages) return;
    const name = peerOf(fields);
    const chat = this.chats.get(name) ?? { name, said: [] };
    this.chats.set(name, chat);
    chat.said.push(said);
  }

  private takePart({ ct = '', text, cl, name, fn, data }: Fields, message: OpenMessage): void {
    if (ct === 'application/smil') return;
    if (ct === 'text/plain') {
      if (told(text) !== '') message.texts.push(told(text));
      return;
    }
    const called = told(cl) || told(name) || told(fn) || ct;
    message.names.push(called);
    const locator = `message ${this.count + 1} part ${message.names.length}`;
    if (data) this.found.add(called, new Uint8Array(Buffer.from(data, 'base64')), locator);
  }
}

function messageOf(fields: Fields, box: string | undefined, text: string, attachment: string): Said {
  const state = boxes[box ?? ''];
  return {
    ...timeOf(fields),
    sender: box === '1' ? peerOf(fields) : phone,
    kind: 'message',
    text: state === undefined ? text : `${text} [${state}]`,
    attachment,
  };
}

function callOf(fields: Fields): Said {
  const seconds = Number(fields.duration);
  const called = calls[fields.type ?? ''] ?? `Call of type ${told(fields.type)}`;
  const to = fields.type === '2' ? ` to ${peerOf(fields)}` : '';
  return {
    ...timeOf(fields),
    sender: fields.type === '2' ? phone : peerOf(fields),
    kind: 'system',
    text: `${called}${to}${seconds > 0 ? `, ${seconds} seconds` : ''}`,
    attachment: '',
  };
}

/** Milliseconds since 1970; the readable form beside it is of the telephone's zone and language. */
function timeOf({ date = '', readable_date }: Fields): Pick<Said, 'sentAsWritten' | 'sentLocal' | 'sentAt'> {
  const at = /^\d{1,15}$/.test(date) ? Number(date) : 0;
  return {
    sentAsWritten: told(readable_date) || date,
    sentLocal: null,
    sentAt: at > 0 ? at : null,
  };
}

function peerOf(fields: Fields): string {
  const number = told(fields.address) || told(fields.number);
  const name = told(fields.contact_name);
  return name === '' || name === '(Unknown)' ? number : `${name} (${number})`;
}

/** The program writes what is missing as a word. */
const told = (value: string | undefined): string => (value === undefined || value === 'null' ? '' : value);

/** Characters beyond 16 bits stand as two halves, which XML does not allow. */
const mendPairs = (xml: string): string =>
  xml.replace(/&#(5[5-6]\d{3});&#(5[6-7]\d{3});/g, (whole, high: string, low: string) => {
    const [first, second] = [Number(high), Number(low)];
    const pair = first >= 0xd800 && first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff;
    return pair ? String.fromCharCode(first, second) : whole;
  });
