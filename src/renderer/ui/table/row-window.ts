/** Rows asked for at once; a page is one query and one cache entry. */
export const pageSize = 100;

/** Pages that cover the rows `first` to `last`, at most six. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / pageSize));
  const to = Math.max(from, Math.floor(last / pageSize));
  return Array.from({ length: Math.min(6, to - from + 1) }, (_, at) => from + at);
}

/** Where the active row goes on a key; null when the key is none of the table's. */
export function moveActive(key: string, active: number, total: number, perPage: number): number | null {
  const clamp = (index: number) => Math.max(0, Math.min(total - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1);
    case 'ArrowUp':
      return clamp(active < 0 ? 0 : active - 1);
    case 'PageDown':
      return clamp(Math.max(active, 0) + perPage);
    case 'PageUp':
      return clamp(active - perPage);
    case 'Home':
      return 0;
    case 'End':
      return clamp(total - 1);
    default:
      return null;
  }
}
