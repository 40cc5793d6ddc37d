/** What mailboxes put before lines that begin with `From `: mboxrd one `>` more, mboxo one. */
const pattern = Buffer.from('From ');

/**
 * Takes one `>` off every line that begins with `>From `, `>>From ` and so on, as mboxrd's readers do. An mboxo mailbox does not
 * tell a `>From ` of the sender from its own; a caller says how many lines there were.
 */
export function unquoteFrom(body: Buffer): { bytes: Buffer; lines: number } {
  const starts: number[] = [];
  for (let at = body.indexOf(pattern); at >= 0; at = body.indexOf(pattern, at + 5)) {
    let start = at;
    while (start > 0 && body[start - 1] === 0x3e) start -= 1;
    if (start < at && (start === 0 || body[start - 1] === 0x0a)) starts.push(start);
  }
  if (starts.length === 0) return { bytes: body, lines: 0 };
  const parts: Buffer[] = [];
  let from = 0;
  for (const start of starts) {
    parts.push(body.subarray(from, start));
    from = start + 1;
  }
  parts.push(body.subarray(from));
  return { bytes: Buffer.concat(parts), lines: starts.length };
}
