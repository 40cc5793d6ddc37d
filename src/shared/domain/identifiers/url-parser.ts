/** The part of the WHATWG URL interface used here; Node, Electron and browsers all have it as a global. */
export interface ParsedUrl {
  protocol: string;
  username: string;
  password: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  href: string;
}

/** Parses an absolute URL as browsers do, or answers null. */
export function parseAbsoluteUrl(text: string): ParsedUrl | null {
  const { URL: UrlClass } = globalThis as unknown as { URL: new (text: string) => ParsedUrl };
  try {
    return new UrlClass(text);
  } catch {
    return null;
  }
}

/**
 * A host name in ASCII and lower case (UTS 46 as browsers apply it), or null where it is none. Text with
 * anything that could end or begin another part of a URL is refused before it gets there.
 */
export function hostToAscii(host: string): string | null {
  if (/[/?#@:%\\\s[\]<>^|"`{}]/.test(host)) return null;
  const { hostname } = parseAbsoluteUrl(`http://${host}/`) ?? { hostname: '' };
  return hostname === '' ? null : hostname;
}
