import type { RowOf } from '../app/queries.ts';

const words = {
  running: ['accent', 'Running'],
  complete: ['good', 'Complete'],
  cancelled: ['warn', 'Cancelled'],
  failed: ['bad', 'Failed'],
  'cut-off': ['warn', 'Cut off'],
} as const;

export function StatePill({ row }: { row: Pick<RowOf<'import.list'>, 'state' | 'undone'> }) {
  if (row.undone) return <span className="pill">Taken back</span>;
  const [tone, word] = words[row.state];
  return <span className={`pill ${tone}`}>{word}</span>;
}
