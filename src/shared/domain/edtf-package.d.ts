/** The `edtf` package has no types; the tests use this much of it as a second opinion. */
declare module 'edtf' {
  export default function edtf(text: string): { min: number | null; max: number | null };
}
