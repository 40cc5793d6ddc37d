const base = 36;
const tMin = 1;
const tMax = 26;
const limit = 0x10ffff;

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return base;
}

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : Math.floor(delta / 2);
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) / 2; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + 38));
}

/** The Unicode of what follows `xn--` in a label (RFC 3492, 6.2), or null where it is no Punycode. */
function decodeLabel(text: string): string | null {
  const hyphen = text.lastIndexOf('-');
  const output = [...(hyphen > 0 ? text.slice(0, hyphen) : '')].map((letter) => letter.codePointAt(0) ?? 0);
  let index = 0;
  let point = 128;
  let bias = 72;
  for (let at = hyphen > 0 ? hyphen + 1 : 0; at < text.length; ) {
    const start = index;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitOf(text.charCodeAt(at++));
      if (at > text.length || digit >= base) return null;
      index += digit * weight;
      const threshold = Math.min(Math.max(k - bias, tMin), tMax);
      if (digit < threshold) break;
      weight *= base - threshold;
      if (weight > 2 ** 31 || index > 2 ** 31) return null;
    }
    const length = output.length + 1;
    bias = adapt(index - start, length, start === 0);
    point += Math.floor(index / length);
    index %= length;
    if (point > limit || (point >= 0xd800 && point <= 0xdfff)) return null;
    output.splice(index++, 0, point);
  }
  return String.fromCodePoint(...output);
}

/** A host name with its `xn--` labels in Unicode; labels that are no Punycode stay as they are. */
export function hostToUnicode(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4).toLowerCase()) ?? label) : label))
    .join('.');
}
