import { decodeText } from '../charset.ts';

/** Property ids of [MS-OXPROPS] that mail is made of. */
export const property = {
  messageClass: 0x001a,
  subject: 0x0037,
  clientSubmitTime: 0x0039,
  sentRepresentingName: 0x0042,
  sentRepresentingType: 0x0064,
  sentRepresentingAddress: 0x0065,
  transportHeaders: 0x007d,
  recipientType: 0x0c15,
  senderName: 0x0c1a,
  senderType: 0x0c1e,
  senderAddress: 0x0c1f,
  deliveryTime: 0x0e06,
  body: 0x1000,
  rtfCompressed: 0x1009,
  html: 0x1013,
  messageId: 0x1035,
  references: 0x1039,
  inReplyTo: 0x1042,
  displayName: 0x3001,
  addressType: 0x3002,
  address: 0x3003,
  attachData: 0x3701,
  attachExtension: 0x3703,
  attachName: 0x3704,
  attachMethod: 0x3705,
  attachLongName: 0x3707,
  attachMimeType: 0x370e,
  attachContentId: 0x3712,
  smtpAddress: 0x39fe,
  internetCodePage: 0x3fde,
  messageCodePage: 0x3ffd,
  senderSmtp: 0x5d01,
  sentRepresentingSmtp: 0x5d02,
} as const;

interface Value {
  type: number;
  bytes: Buffer;
}

/** Windows code pages by number, as labels of the Encoding Standard. */
export const codePageLabel = (page: number): string | null => {
  const named: Record<number, string> = {
    65001: 'utf-8',
    932: 'shift_jis',
    936: 'gbk',
    949: 'euc-kr',
    950: 'big5',
    20127: 'us-ascii',
    20866: 'koi8-r',
    21866: 'koi8-u',
    50220: 'iso-2022-jp',
    51932: 'euc-jp',
    51949: 'euc-kr',
    54936: 'gb18030',
    10000: 'macintosh',
  };
  if (page >= 1250 && page <= 1258) return `windows-${page}`;
  if (page >= 28591 && page <= 28606) return `iso-8859-${page - 28590}`;
  return named[page] ?? (page === 874 ? 'windows-874' : null);
};

/** The properties of one message, recipient or attachment ([MS-OXCDATA] 2.11.1 for their types). */
export class Properties {
  private readonly values = new Map<number, Value>();
  /** Of the message they belong to, for 8-bit strings. */
  codePage: string | null = null;

  set(id: number, type: number, bytes: Buffer): void {
    if (!this.values.has(id)) this.values.set(id, { type, bytes });
  }

  has(id: number): boolean {
    return this.values.has(id);
  }

  /** '' where there is none. */
  text(id: number): string {
    const value = this.values.get(id);
    if (!value) return '';
    const { type, bytes } = value;
    const text =
      type === 0x001f
        ? bytes.toString('utf16le')
        : type === 0x001e || type === 0x0102
          ? decodeText(bytes, this.codePage).text
          : '';
    return text.replace(/\0+$/, '');
  }

  bytes(id: number): Buffer | null {
    return this.values.get(id)?.bytes ?? null;
  }

  number(id: number): number | null {
    const bytes = this.values.get(id)?.bytes;
    return bytes && bytes.length >= 4 ? bytes.readInt32LE(0) : null;
  }

  /** A FILETIME: hundreds of nanoseconds since 1601, UTC. */
  time(id: number): string | null {
    const value = this.values.get(id);
    if (value?.type !== 0x0040 || value.bytes.length < 8) return null;
    const milliseconds = Number(value.bytes.readBigUInt64LE(0) / 10_000n) - 11_644_473_600_000;
    return Math.abs(milliseconds) < 8.64e15 ? new Date(milliseconds).toISOString() : null;
  }

  /** Reads the code page out of the properties themselves. */
  takeCodePage(): void {
    const page = this.number(property.internetCodePage) ?? this.number(property.messageCodePage);
    if (page !== null) this.codePage = codePageLabel(page);
  }
}
