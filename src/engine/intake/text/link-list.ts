import type { PageList } from './content-text.ts';

const mostLinks = 20_000;
const longestLink = 8_192;

/** Addresses a document leads to or loads, each once, in the order they stand. They are text here and nowhere followed. */
export class LinkList {
  private readonly lines = new Map<string, string>();

  all(): { where: string; target: string }[] {
    return [...this.lines].map(([target, line]) => ({
      where: line.slice(0, line.length - target.length - 1),
      target,
    }));
  }

  add(where: string, target: string | undefined): void {
    const address = target?.trim().slice(0, longestLink);
    if (!address || address.startsWith('#') || /^(javascript|data|about|cid):/i.test(address)) return;
    if (this.lines.size < mostLinks && !this.lines.has(address))
      this.lines.set(address, `${where} ${address}`);
  }

  /** As a page `Addresses` behind the text. */
  addTo(list: PageList): void {
    if (this.lines.size > 0) list.add('Addresses', [...this.lines.values()].join('\n'));
  }
}
