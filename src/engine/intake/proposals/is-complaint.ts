import { complains, narrates, threats } from './wording.ts';

/** Somebody's own account of what happened: first person, and a word for it. A lure has neither, or threatens its reader. */
export function isComplaint(text: string, subject: string): boolean {
  const all = `${subject}\n${text}`;
  const threatening = threats.filter((pattern) => pattern.test(all)).length;
  if (threatening >= 3 || (threatening === 2 && !complains.test(all))) return false;
  const told = [...all.matchAll(narrates)].length;
  return told >= 2 || (told === 1 && complains.test(all));
}
