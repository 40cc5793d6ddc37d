/**
 * Packages the built engine loads from node_modules instead of carrying them in its bundle: those with native
 * code or with data files found by path.
 */
export const externalPackages = ['better-sqlite3', 'pdfkit'] as const;
