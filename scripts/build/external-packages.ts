/**
 * Packages the built engine loads from node_modules instead of carrying them in its bundle: those with native
 * code or with data files found by path.
 */
export const externalPackages = [
  'better-sqlite3',
  'pdfkit',
  'pdfjs-dist',
  'tesseract.js-core',
  '@tesseract.js-data/eng',
  '@tesseract.js-data/deu',
  '@tesseract.js-data/fra',
  '@tesseract.js-data/hin',
  '@tesseract.js-data/spa',
] as const;
