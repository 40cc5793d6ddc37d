/**
 * Undoes what reports do to addresses so that nobody clicks them: `hxxps://evil[.]example`, `a[at]b(dot)example`.
 * In anything with a path only scheme and host are touched: brackets behind them belong to the address.
 * Applying it twice changes nothing more.
 */
export function refang(text: string): string {
  const trimmed = text.trim();
  const opened = trimmed
    .replace(
      /^h(?:xx|tt|\*\*)p(s?)(?=\s*(?:\[?:|\[:\/\/\]))/i,
      (_, secure: string) => `http${secure.toLowerCase()}`,
    )
    .replace(/^fxp(s?)(?=\s*\[?:)/i, (_, secure: string) => `ftp${secure.toLowerCase()}`)
    .replace(
      /^([a-z]{2,6})\s*(?:\[:\/\/\]|\[:\]\s*\/\/|:\s*\[\/\/\]|:\/\/)\s*/i,
      (_, scheme: string) => `${scheme}://`,
    );
  const authority = /^[a-z][a-z0-9+.-]*:\/\//i.exec(opened)?.[0].length ?? 0;
  const end = opened.slice(authority).search(/[/?#]/);
  const split = end < 0 ? opened.length : authority + end;
  return refangHost(opened.slice(0, split)) + opened.slice(split);
}

/** The same for text that is no URL and has no path: hosts, addresses, mail addresses. */
export function refangHost(text: string): string {
  let before: string;
  let after = text;
  do {
    before = after;
    after = before
      .replace(/\s?[[({]\s?(?:\.|dot|punkt|punto)\s?[\])}]\s?/gi, '.')
      .replace(/\s?[[({]\s?(?:@|at)\s?[\])}]\s?/gi, '@')
      .replace(/\[:\]/g, ':')
      .replace(/\\\./g, '.');
  } while (after !== before);
  return after;
}

/** `evil.example` to `evil[.]example`. */
export function defangHost(host: string): string {
  return host.replaceAll('.', '[.]');
}

/** `someone@evil.example` to `someone[at]evil[.]example`. */
export function defangEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}[at]${defangHost(address.slice(at + 1))}`;
}

/** `https://evil.example/a.php` to `hxxps://evil[.]example/a.php`; the path stays readable, no client links it. */
export function defangUrl(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  if (!match) return defangHost(url).replaceAll(':', '[:]');
  const [, scheme = '', authority = '', rest = ''] = match;
  return `${scheme.replace(/^http/, 'hxxp').replace(/^ftp/, 'fxp')}://${defangHost(authority)}${rest}`;
}
