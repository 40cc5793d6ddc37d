const none: readonly RegExpExecArray[] = [];

/**
 * All matches of a pattern with the flag `g`, as `matchAll` gives them. `matchAll` makes a copy of the pattern for each text, which
 * takes longer than looking through a row of a table in vain.
 */
export function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return none;
  const found: RegExpExecArray[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return found;
}
