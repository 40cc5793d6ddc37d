/** The parser of pdf.js comes without types; it is imported for what it registers. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
