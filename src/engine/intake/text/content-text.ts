import type { z } from 'zod';
import type { metadataGroup, placeCandidate } from '../../../shared/contract/reading.ts';
import type { chatMessage, textSources } from '../../../shared/contract/text.ts';
import type { ImportableAs } from '../../../shared/domain/reading-words.ts';
import type { SourceFinding } from '../source-finding.ts';

export type MetadataGroup = z.output<typeof metadataGroup>;
export type PlaceCandidate = z.output<typeof placeCandidate>;
export type ChatMessage = z.output<typeof chatMessage>;

export interface PageText {
  /** Name of the page, sheet or slide, where it has one. */
  label: string;
  source: (typeof textSources)[number];
  /** Of recognised text, 0 to 100. */
  confidence: number | null;
  text: string;
}

/** What reading one content brought: pages of text count from 1 in the order they stand. */
export interface ContentText {
  /** `PDF 1.7`, `Word document`, `Plain text`, … */
  format: string;
  /** Of text files; empty where the format settles it. */
  encoding: string;
  /** What was assumed, in words. */
  assumed: string[];
  /** BCP 47 or what the file itself says; empty where unknown. */
  language: string;
  pages: PageText[];
  messages: ChatMessage[];
  metadata: MetadataGroup[];
  places: PlaceCandidate[];
  findings: SourceFinding[];
  /** What else can be made of it than text; empty where nothing. */
  importable: '' | ImportableAs;
  /** Why there is no text, in words; empty where there is. */
  outcome: string;
}

export const limits = {
  /** Characters of text kept of one content; what lies beyond is named by a finding. */
  characters: 64_000_000,
  /** Pages of one content. */
  pages: 50_000,
  /** Characters of one page; longer text goes on on the next. */
  pageCharacters: 200_000,
  /** Messages of one chat export. */
  messages: 2_000_000,
  metadataEntries: 2_000,
  metadataCharacters: 4_000,
} as const;

export const emptyContent = (format: string): ContentText => ({
  format,
  encoding: '',
  assumed: [],
  language: '',
  pages: [],
  messages: [],
  metadata: [],
  places: [],
  findings: [],
  importable: '',
  outcome: '',
});

/** NUL stands in no text column that C programs read, and half a character in none at all. */
export const storable = (text: string): string =>
  text.replaceAll('\0', '\u2400').replace(/\p{Surrogate}/gu, '\ufffd');

/** Gathers pages up to the limits and says when they were reached. */
export class PageList {
  readonly pages: PageText[] = [];
  readonly findings: SourceFinding[] = [];
  private characters = 0;
  private cut = false;

  get full(): boolean {
    return this.cut;
  }

  /** Adds a text under one label, cut at line ends where it is longer than a page. */
  add(
    label: string,
    text: string,
    source: PageText['source'] = 'text',
    confidence: number | null = null,
  ): void {
    const whole = storable(text);
    for (const part of cutPages(whole)) {
      if (this.cut) return;
      if (this.pages.length >= limits.pages || this.characters + part.length > limits.characters) {
        this.cut = true;
        this.findings.push({
          severity: 'warning',
          code: 'text-cut',
          message: `Only the first ${this.pages.length} pages (${this.characters} characters) were read: the rest is beyond what is kept as text. The file itself is whole.`,
          place: label,
        });
        return;
      }
      this.characters += part.length;
      this.pages.push({ label, source, confidence, text: part });
    }
  }

  /** Whether any page holds more than white space. */
  get hasText(): boolean {
    return this.pages.some(({ text }) => /\S/.test(text));
  }
}

/** Parts of at most a page, cut after a line where there is one to cut after, and never within a character. */
function* cutPages(text: string, most: number = limits.pageCharacters): Generator<string> {
  let from = 0;
  while (text.length - from > most) {
    const line = text.lastIndexOf('\n', from + most - 1);
    let to = line >= from ? line + 1 : from + most;
    if (/[\ud800-\udbff]/.test(text[to - 1]!)) to -= 1;
    yield text.slice(from, to);
    from = to;
  }
  yield text.slice(from);
}
