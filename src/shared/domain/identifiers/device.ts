import { foldDigits } from '../digits.ts';
import { maskTail } from '../pii.ts';
import { facts, type Identifier, type IdentifierContext, invalid } from './identifier.ts';
import { luhn } from './secrets/check-digits.ts';

/** What a device is known by. */
export const deviceNumberings = {
  imei: 'IMEI',
  mac: 'MAC address',
  serial: 'Serial number',
  uuid: 'Hardware or advertising UUID',
} as const;
export type DeviceNumbering = keyof typeof deviceNumberings;

const isNumbering = (name: string | undefined): name is DeviceNumbering =>
  name !== undefined && Object.hasOwn(deviceNumberings, name);

interface Reading {
  numbering: DeviceNumbering;
  value: string;
  display: string;
  checked: Identifier['checked'];
  problems: string[];
  known: Record<string, string | null>;
}

/** 3GPP TS 23.003, 6.2: 14 digits and a check digit; the IMEISV has a software version of two digits in its place. */
function readImei(text: string): Reading | string {
  const digits = text.replace(/[\s/-]/g, '');
  if (!/^\d{14,16}$/.test(digits)) return 'An IMEI has 15 digits.';
  const body = digits.slice(0, 14);
  const reading = { numbering: 'imei' as const, known: { typeAllocation: body.slice(0, 8) } };
  if (digits.length === 15) {
    return {
      ...reading,
      value: digits,
      display: `IMEI ${digits}`,
      checked: luhn(digits) ? 'valid' : 'invalid',
      problems: luhn(digits) ? [] : ['Its check digit is wrong (Luhn): mistyped or made up.'],
    };
  }
  const check = [...'0123456789'].find((digit) => luhn(body + digit)) ?? '';
  return {
    ...reading,
    value: body + check,
    display: `IMEI ${body}${check}`,
    checked: 'unchecked',
    problems: [
      digits.length === 14
        ? 'Its check digit was not written; it was worked out.'
        : 'It is an IMEISV: its software version was left out and the check digit worked out.',
    ],
  };
}

/** IEEE 802: six octets in any usual spelling. */
function readMac(text: string): Reading | string {
  const hex = text.replace(/[:.\s-]/g, '').toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(hex)) return 'A MAC address has twelve hexadecimal digits.';
  const value = hex.match(/../g)?.join(':') ?? hex;
  const first = Number.parseInt(hex.slice(0, 2), 16);
  const local = (first & 2) !== 0;
  const problems = [
    ...(local ? ['It is locally administered: phones and laptops make such addresses up anew.'] : []),
    ...((first & 1) !== 0 ? ['It is a group address, not that of one device.'] : []),
  ];
  return {
    numbering: 'mac',
    value,
    display: `MAC ${value}`,
    checked: 'valid',
    problems,
    known: { manufacturerPrefix: local ? null : value.slice(0, 8) },
  };
}

function readUuid(text: string): Reading | string {
  const value = text.replace(/^\{|\}$/g, '').toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? { numbering: 'uuid', value, display: `UUID ${value}`, checked: 'unchecked', problems: [], known: {} }
    : 'A UUID has 32 hexadecimal digits in five groups.';
}

function readSerial(text: string): Reading | string {
  const value = text.replace(/\s+/g, '').toUpperCase();
  return /^[A-Z0-9][A-Z0-9./_-]{2,63}$/.test(value)
    ? {
        numbering: 'serial',
        value,
        display: `Serial ${value}`,
        checked: 'unchecked',
        problems: [],
        known: {},
      }
    : 'A serial number has 3 to 64 letters, digits and hyphens.';
}

const readers = { imei: readImei, mac: readMac, serial: readSerial, uuid: readUuid };
const labels =
  /^(?:imei(?:\/meid)?|imeisv|mac(?: address)?|s\/?n|serial(?: (?:no|number))?\.?|uuid)\s*[:#.]?\s*/i;

/** What the label or the form says it is; a serial number is what nothing else is. */
function numberingOf(text: string): DeviceNumbering {
  const label = labels.exec(text)?.[0].toLowerCase() ?? '';
  if (label.startsWith('imei')) return 'imei';
  if (label.startsWith('mac')) return 'mac';
  if (label.startsWith('s')) return 'serial';
  if (label.startsWith('uuid')) return 'uuid';
  if (/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text)) return 'mac';
  if (/^\{?[0-9a-f]{8}-/i.test(text) && text.length >= 36) return 'uuid';
  return luhn(text.replace(/[\s/-]/g, '')) &&
    /^\d[\d\s/-]{13,18}$/.test(text) &&
    text.replace(/\D/g, '').length === 15
    ? 'imei'
    : 'serial';
}

/** A device, by IMEI, MAC address, UUID or serial number. Normal form `imei:490154203237518`. */
export function normaliseDevice(asFound: string, { numbering }: IdentifierContext): Identifier {
  if (asFound.length > 200) return invalid('device', asFound, 'It is too long for the number of a device.');
  const text = foldDigits(asFound.normalize('NFKC')).trim();
  const own = /^(imei|mac|serial|uuid):(?=\S)(.+)$/.exec(text);
  const kind = own && isNumbering(own[1]) ? own[1] : isNumbering(numbering) ? numbering : numberingOf(text);
  const reading = readers[kind](own?.[2] ?? text.replace(labels, ''));
  if (typeof reading === 'string') return invalid('device', asFound, reading);
  return {
    kind: 'device',
    asFound,
    normal: `${reading.numbering}:${reading.value}`,
    display: reading.display,
    defanged: reading.display,
    masked: `${deviceNumberings[reading.numbering]} ${maskTail(reading.value, 4)}`,
    checked: reading.checked,
    problems: reading.problems,
    facts: facts({ numbering: reading.numbering, ...reading.known }),
  };
}
