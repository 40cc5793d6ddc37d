import type { ReadingPiece, ReadingStep, StepContext } from '../reading/reading-step.ts';
import { caseCountries } from './case-countries.ts';
import { dropUnplaced, forgetPlaces, storeFinds } from './store-finds.ts';

/** Characters given to the reader's thread at once. */
const charactersTogether = 2_000_000;

/** Domains, numbers, accounts and the like in the text of each piece of evidence, laid before a person. */
export const observablesStep: ReadingStep = { name: 'observables', version: 2, run };

async function run(piece: ReadingPiece, context: StepContext): Promise<void> {
  const { database } = context.session;
  const { countries } = caseCountries(database, piece.caseId);
  const before = forgetPlaces(database, piece.evidenceId);
  try {
    await findIn(piece, countries, context);
  } finally {
    if (database.open) dropUnplaced(database, before);
  }
}

async function findIn(piece: ReadingPiece, countries: string[], context: StepContext): Promise<void> {
  const { database } = context.session;
  const pages = database
    .prepare('SELECT page, length(text) AS length FROM evidence_text WHERE content_id = ? ORDER BY page')
    .all(piece.contentId) as { page: number; length: number }[];
  if (pages.length === 0) {
    context.nothing('');
    return;
  }
  const things = new Set<string>();
  let places = 0;
  for (const batch of inBatches(pages)) {
    const text = database
      .prepare(
        'SELECT page, text FROM evidence_text WHERE content_id = ? AND page BETWEEN ? AND ? ORDER BY page',
      )
      .all(piece.contentId, batch.from, batch.to) as { page: number; text: string }[];
    const finds = await context.read(
      'observables',
      { pages: text, countries },
      { seconds: 120, megabytes: 512 },
    );
    if (!finds) return;
    storeFinds(database, piece, finds);
    for (const find of finds) {
      things.add(`${find.kind} ${find.normal}`);
      places += find.count;
    }
  }
  if (things.size === 0) context.nothing('Nothing was found in its text.');
  else
    context.done(
      `${things.size.toLocaleString('en')} found, in ${places.toLocaleString('en')} ${places === 1 ? 'place' : 'places'}`,
    );
}

function* inBatches(
  pages: readonly { page: number; length: number }[],
): Generator<{ from: number; to: number }> {
  let from = 0;
  let length = 0;
  for (const [index, page] of pages.entries()) {
    if (length > 0 && length + page.length > charactersTogether) {
      yield { from: pages[from]!.page, to: pages[index - 1]!.page };
      from = index;
      length = 0;
    }
    length += page.length;
  }
  yield { from: pages[from]!.page, to: pages.at(-1)!.page };
}
