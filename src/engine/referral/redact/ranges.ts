/** A stretch of a text and what stands in its place. */
export interface Range {
  start: number;
  end: number;
  replacement: string;
  card?: boolean;
}
