/** Languages that text in images can be read in. */
export const ocrLanguages = {
  eng: 'English',
  hin: 'Hindi',
  deu: 'German',
  spa: 'Spanish',
  fra: 'French',
} as const;
export type OcrLanguage = keyof typeof ocrLanguages;
