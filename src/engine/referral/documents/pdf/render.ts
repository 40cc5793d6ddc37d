import { ProfferError } from '../../../../shared/domain/errors.ts';
import { tlpColours, tlpLabel } from '../../../../shared/domain/markings.ts';
import type { ReferralModel } from '../../model.ts';
import { type Entry, Flow } from './flow.ts';
import { type Fonts, loadFonts } from './fonts.ts';
import { PdfPen } from './pdf-pen.ts';
import { blindPen, type DocumentFacts } from './pen.ts';

/** What the front matter knows of the body behind it. */
export interface Known {
  pages: number;
  entries: Entry[];
  /** Characters no font covers in the whole document. */
  uncovered: number;
}

export interface Parts {
  /** Pages before the body, such as a cover with the contents. */
  front?: (flow: Flow, known: Known) => void;
  /** Begins on a page of its own. */
  body: (flow: Flow, known: Known) => void;
}

export interface Rendered {
  bytes: Uint8Array;
  pages: number;
  uncovered: number;
}

/**
 * Renders a document in two passes over the same `parts`: the first draws nothing and finds the page numbers
 * that the second prints. Parts must be pure. Fails with `internal` when the passes disagree.
 */
export function renderPdf(
  document: DocumentFacts & { head: string; foot: string; marking: ReferralModel['case']['marking'] },
  resourcesFolder: string,
  { front, body }: Parts,
): Rendered {
  const fonts: Fonts = loadFonts(resourcesFolder);
  const marking = { label: tlpLabel(document.marking), ...tlpColours[document.marking] };
  const head = { marking, head: document.head, foot: document.foot };
  const blind = (write: (flow: Flow) => void) => {
    const flow = new Flow(document.paper, blindPen, fonts, head, 0);
    write(flow);
    return flow;
  };
  const nothing: Known = { pages: 0, entries: [], uncovered: 0 };
  const back = blind((flow) => body(flow, nothing));
  const known: Known = { pages: back.page, entries: back.entries, uncovered: back.uncovered };
  if (front) {
    const before = blind((flow) => front(flow, known));
    known.pages += before.page;
    known.uncovered += before.uncovered;
    known.entries = known.entries.map((entry) => ({ ...entry, page: entry.page + before.page }));
  }
  const pen = new PdfPen(document, fonts);
  pen.open('Document', { title: document.title });
  const flow = new Flow(document.paper, pen, fonts, head, known.pages);
  if (front) {
    front(flow, known);
    flow.newPage();
  }
  body(flow, known);
  if (flow.page !== known.pages) {
    throw new ProfferError('internal', 'The pages of a document could not be counted.', {
      title: document.title,
      counted: known.pages,
      drawn: flow.page,
    });
  }
  return { bytes: pen.finish(), pages: flow.page, uncovered: flow.uncovered };
}
