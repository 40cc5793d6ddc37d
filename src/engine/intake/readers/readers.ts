/**
 * Every reader that runs in a thread of its own, by kind. A reader is a pure function of its input (plain data and
 * bytes) to plain data; it reads no file and knows no vault. Each is loaded when a thread first needs it, so that
 * reading a text does not load what reads a PDF. To add one, add its line.
 */
export const readers = {
  intel: async () => (await import('../intel/read-intel.ts')).readIntel,
  text: async () => (await import('../text/read-text.ts')).readText,
  'mail-digests': async () => (await import('../mail/digest.ts')).digestMails,
  'mail-view': async () => (await import('../mail/digest.ts')).viewMail,
  observables: async () => (await import('../observables/find-in-pages.ts')).findInPages,
  proposals: async () => (await import('../proposals/propose.ts')).propose,
  'chat-proposals': async () => (await import('../proposals/propose-chat.ts')).proposeFromChats,
  ocr: async () => (await import('../text/ocr.ts')).recogniseText,
  'tiff-page': async () => (await import('../text/tiff/draw-page.ts')).drawPage,
  'reader-check': async () => (await import('./reader-check.ts')).checkReader,
} satisfies Record<string, () => Promise<(input: never) => unknown>>;

type Readers = typeof readers;
export type ReaderKind = keyof Readers;
type ReaderOf<K extends ReaderKind> = Awaited<ReturnType<Readers[K]>>;
export type ReaderInput<K extends ReaderKind> = Parameters<ReaderOf<K>>[0];
export type ReaderOutput<K extends ReaderKind> = Awaited<ReturnType<ReaderOf<K>>>;
