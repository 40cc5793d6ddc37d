/** Languages that text in images can be read in. */
export const ocrLanguages = {
  eng: 'English',
  hin: 'Hindi',
  deu: 'German',
  spa: 'Spanish',
  fra: 'French',
} as const;
export type OcrLanguage = keyof typeof ocrLanguages;

/** What a file can be brought into the case as, beyond being read. Values are stored. */
export const importableAs = { intelligence: 'Intelligence', table: 'Table' } as const;
export type ImportableAs = keyof typeof importableAs;
