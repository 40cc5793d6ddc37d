/** A text as one word of a shell, for commands a person may copy (POSIX, XCU 2.2.2). */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
